"""Mails, saved pages, exports of WordPress, folders of posts: two of each, with their dirt."""

# ruff: noqa: E501 - what mail programs and sites write has long lines

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from florilege.intake.arrival import Arrival, Comment, RefusedSource
from florilege.intake.office_texts import Reading
from florilege.intake.sources import essays_in
from florilege.runtime.workers import Workers
from office_files import docx, paragraph, png, zipped

LONG = "Le quai se vide vers sept heures, quand les derniers bacs ont rendu leurs cordes à la borne. " * 3


@pytest.fixture(scope="module")
def how() -> Iterator[Reading]:
    with Workers(1) as pool:
        yield Reading(pool=pool)


def read(folder: Path, name: str, content: bytes | str, how: Reading) -> list[Arrival]:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(essays_in(file, how))
    assert all(isinstance(each, Arrival) for each in found), found
    return [each for each in found if isinstance(each, Arrival)]


def codes(made: Arrival) -> set[str]:
    return {each.code for each in made.remarks}


# ---- Mails


def mail(text: str, subject: str = "RE: Fwd: Le bac du soir", html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Inès Cordier <ines@example.org>"
    message["To"] = "livre@example.org"
    message["Subject"] = subject
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0100"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_a_mail_in_plain_text(tmp_path: Path, how: Reading) -> None:
    text = (
        f"{LONG}\n\nEt le bac repart.\n\nBien cordialement,\nInès Cordier\n01 23 45 67 89\n\n"
        "Envoyé de mon iPhone\n\nLe 1 mars 2026 à 09:00, Paul <paul@example.org> a écrit :\n> Où en es-tu ?\n"
    )
    (made,) = read(tmp_path, "bac.eml", bytes(mail(text)), how)
    assert (made.title, made.authors) == ("Le bac du soir", ("Inès Cordier",))
    assert made.markdown == f"{' '.join(LONG.split())}\n\nEt le bac repart.\n"
    assert {"signature", "disclaimer", "quoted", "title-of-mail", "author-signed"} <= codes(made)
    assert any("Où en es-tu" in each for each in made.left_out)
    assert "@example.org" not in made.markdown + made.title
    assert made.lost == ()


def test_the_day_of_a_mail_is_that_of_its_text_where_no_other_is_told(tmp_path: Path, how: Reading) -> None:
    (made,) = read(tmp_path, "bac.eml", bytes(mail(LONG)), how)
    assert (made.date, "date-of-mail" in codes(made)) == ("2026-03-02", True)
    (told,) = read(tmp_path, "bac.eml", bytes(mail(f"3 janvier 2024\n\nLe bac\n\n{LONG}")), how)
    assert (told.date, "date-of-mail" in codes(told)) == ("2024-01-03", False)
    (undated,) = read(tmp_path, "bac.eml", bytes(mail(LONG)).replace(b"Mon, 02 Mar 2026", b"hier"), how)
    assert undated.date == ""


def test_a_mail_in_html_with_a_picture(tmp_path: Path, how: Reading) -> None:
    html = (
        f'<div dir="ltr"><p>{LONG}</p><p>Le <b>bac </b>repart. <img src="cid:quai" alt="Un quai"></p></div>'
        '<div class="gmail_signature">Inès<br>Atelier</div>'
        '<div class="gmail_quote">Le lun. 1 mars, Paul a écrit :<blockquote>Où en es-tu ?</blockquote></div>'
        "<p>Ce message et ses pièces jointes sont confidentiels et réservés à leur destinataire.</p>"
    )
    message = mail("x", html=html)
    message.get_payload()[1].add_related(png(), "image", "png", cid="<quai>")  # type: ignore[union-attr, index]
    (made,) = read(tmp_path, "bac.eml", bytes(message), how)
    assert made.markdown.startswith(" ".join(LONG.split()))
    assert "Le **bac** repart. ![Un quai](quai.png)" in made.markdown
    assert {"signature", "quoted", "disclaimer"} <= codes(made)
    assert "confidentiels" not in made.markdown
    assert made.lost == ()


def test_a_mail_whose_essay_is_attached(tmp_path: Path, how: Reading) -> None:
    message = mail("Bonjour, voici mon texte.")
    message.add_attachment(
        docx(paragraph("Les bacs", style="Titre"), paragraph(LONG)),
        maintype="application",
        subtype="octet-stream",
        filename="les bacs.docx",
    )
    (made,) = read(tmp_path, "envoi.eml", bytes(message), how)
    assert made.title == "Les bacs"
    assert "voici mon texte" not in made.markdown
    assert made.left_out == ("Bonjour, voici mon texte.",)
    assert made.authors == ("Inès Cordier",)
    assert {"letter", "author-of-mail"} <= codes(made)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            f"Bonjour Paul,\n\nvoici mon texte pour le recueil.\n\nLe bac du soir\n\n{LONG}\n\nCordialement,\n\nInès",
            "x",
        ),
        (
            f"Chère équipe,\nVoici enfin mon texte !\n\n**Le bac du soir**\n\n{LONG}\nMerci d’avance,\nInès",
            "Mon texte",
        ),
        (
            f"Bonsoir !\n\nLe bac du soir\npar Inès Cordier\n\n{LONG}\n\nÀ bientôt,\nInès Cordier",
            "proposition",
        ),
    ],
)
def test_a_mail_that_greets(tmp_path: Path, how: Reading, text: str, subject: str) -> None:
    (made,) = read(tmp_path, "bac.eml", bytes(mail(text, subject)), how)
    assert (made.title, made.authors) == ("Le bac du soir", ("Inès Cordier",))
    assert made.markdown == f"{' '.join(LONG.split())}\n"
    assert {"greeting", "signature"} <= codes(made)
    assert "title-of-mail" not in codes(made)
    assert made.lost == ()


def test_a_mail_in_html_that_greets(tmp_path: Path, how: Reading) -> None:
    html = (
        "<div><p>Bonjour à tous,</p><p>Vous trouverez ci-dessous mon\ntexte.</p><h1>Le bac du soir</h1>"
        f"<p>{LONG}</p><p>Bien cordialement,<br>Inès Cordier</p><p>06 12 34 56 78</p></div>"
    )
    (made,) = read(tmp_path, "bac.eml", bytes(mail("x", "Texte", html)), how)
    assert (made.title, made.authors) == ("Le bac du soir", ("Inès Cordier",))
    assert made.markdown == f"{' '.join(LONG.split())}\n"
    assert made.left_out[-1] == "Bien cordialement,\nInès Cordier\n\n06 12 34 56 78"
    assert made.lost == ()


def test_an_essay_that_is_a_letter_keeps_its_greeting(tmp_path: Path, how: Reading) -> None:
    text = f"Cher ami,\n\n{LONG}\n\nTu te souviens du quai ?\n\nJe t’embrasse.\n"
    (made,) = read(tmp_path, "lettre.eml", bytes(mail(text, "Ma contribution")), how)
    assert made.markdown.startswith("Cher ami,")
    assert made.markdown.endswith("Je t’embrasse.\n")
    assert made.title == ""


def test_pictures_attached_to_a_mail_are_put_at_its_end(tmp_path: Path, how: Reading) -> None:
    message = mail(LONG)
    message.add_attachment(png(), maintype="image", subtype="png", filename="Mon Quai (2).PNG")
    (made,) = read(tmp_path, "envoi.eml", bytes(message), how)
    assert made.markdown.endswith("\n![](mon-quai-2.png)\n")
    assert "picture-attached" in codes(made)


# ---- Pages


BLOG = f"""<!doctype html><html lang="fr"><head><title>Les bacs - Carnet</title><meta property="og:title" content="Les bacs">
<meta name="author" content="Inès Cordier"><meta property="article:published_time" content="2025-04-02T10:00:00"></head><body>
<nav><a href="/">Accueil</a><a href="/b">À propos</a></nav><header><h1>Carnet du fleuve</h1></header>
<article><h1>Les bacs</h1><p>{LONG}</p><p>Une <em>amarre</em> tient<sup><a href="#fn1" id="r1">1</a></sup>. {LONG}</p>
<figure><img src="quai.png" alt="Un quai"><figcaption>Le quai, à marée basse.</figcaption></figure><p>{LONG}</p>
<ol><li id="fn1">Avec un nœud. <a href="#r1">↩</a></li></ol>
<div class="sharedaddy">Partager sur Facebook</div></article>
<section id="comments"><h3>2 commentaires</h3><p>Bravo à vous, quel texte !</p></section>
<aside>Articles récents</aside><footer>Propulsé par un moteur</footer><script>var x = 1;</script></body></html>"""


def test_a_saved_page(tmp_path: Path, how: Reading) -> None:
    (tmp_path / "quai.png").write_bytes(png())
    (made,) = read(tmp_path, "page.html", BLOG, how)
    assert (made.title, made.authors, made.date) == ("Les bacs", ("Inès Cordier",), "2025-04-02")
    assert '![Un quai](quai.png "Le quai, à marée basse.")' in made.markdown
    assert "Une *amarre* tient[^1]." in made.markdown
    assert "[^1]: Avec un nœud." in made.markdown
    assert "1. " not in made.markdown
    for around in ("Accueil", "Partager", "Propulsé", "var x", "récents"):
        assert around not in made.markdown
    assert any("Accueil" in each for each in made.left_out)
    assert made.lost == ()


def test_what_a_network_puts_into_a_post_is_left_out(tmp_path: Path, how: Reading) -> None:
    page = f"""<!doctype html><html><head><title>Le pont</title></head><body><article><header><h1>Le pont</h1></header>
<section><hr class="section-divider"><h3 class="graf graf--h3 graf--title">Le pont</h3><p>{LONG}</p>
<pre class="graf graf--pre">12 34</pre><pre class="language-c">x {{.a}}</pre></section>
<div class="subscription-widget-wrap"><p class="cta-caption">Subscribe for free.</p></div>
<p class="button-wrapper"><a href="https://x.example/">Subscribe now</a></p></article></body></html>"""
    (made,) = read(tmp_path, "post.html", page, how)
    assert made.markdown == f"{LONG.strip()}\n\n    12 34\n\n``` c\nx {{.a}}\n```\n"
    assert {"title-twice", "invitation"} <= codes(made)
    assert not made.lost


def test_the_number_of_a_page_of_notion_is_no_part_of_its_name(tmp_path: Path, how: Reading) -> None:
    name = "Le mur 0123456789abcdef0123456789abcdef.md"
    (made,) = read(tmp_path, name, f"# Le mur\n\n{LONG}\n", how)
    assert (made.id, made.title) == ("le-mur", "Le mur")


def test_spaces_that_set_apart_and_links_of_a_telephone(tmp_path: Path, how: Reading) -> None:
    text = (
        "<p>Un&nbsp;&nbsp; &nbsp;mot&nbsp;: <a href='tel:+33612'>06 12</a>, <a href='tel:+33612'>appelez</a>.</p>"
        "<p>&nbsp;&nbsp;</p><p>&nbsp; Deux.&nbsp;</p><p>&nbsp;&nbsp;Vers,<br>vers</p>"
    )
    page = f"<html><body><article><h1>Titre</h1>{text}</article></body></html>"
    (made,) = read(tmp_path, "page.html", page, how)
    assert made.markdown.strip() == (
        "Un mot\u00a0: 06 12, appelez (+33612).\n\nDeux.\n\n\u00a0\u00a0Vers,\\\nvers"
    )


def test_a_page_that_pandoc_wrote(tmp_path: Path, how: Reading) -> None:
    page = (
        "<!DOCTYPE html><html lang='fr'><head><title>Le quai</title></head><body><header><h1>Le quai</h1></header>"
        f"<h1>Le quai</h1><p>Inès Cordier</p><p>{LONG}<a href='#fn1' id='fnref1' role='doc-noteref'><sup>1</sup></a></p>"
        "<section id='footnotes' role='doc-endnotes'><hr/><ol><li id='fn1'><p>Une note.<a href='#fnref1' "
        "role='doc-backlink'>↩︎</a></p></li></ol></section></body></html>"
    )
    (made,) = read(tmp_path, "quai.html", page, how)
    assert (made.title, made.authors, made.lost) == ("Le quai", ("Inès Cordier",), ())
    assert made.markdown.startswith("Le quai se vide")
    assert "[^1]: Une note." in made.markdown


def test_a_page_of_google_docs_with_its_pictures(tmp_path: Path, how: Reading) -> None:
    page = (
        '<html><head><style>.c1{font-weight:700}.c2{font-style:italic}</style></head><body class="doc-content">'
        f'<h1 class="title"><span>Les bacs</span></h1><p><span>Le </span><span class="c1">bac </span><span class="c2">dort</span>'
        '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span>. Voir </span><a href="https://www.google.com/url?q='
        'https://example.org/a&amp;sa=D">là</a><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
        f"<p><span>{LONG}</span></p>"
        '<p><span><img alt="vue" src="images/image1.png"></span></p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a>'
        '<span>&nbsp;Une note.</span></p></div><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Sûr ?</span></p></div></body></html>'
    )
    (made,) = read(tmp_path, "bacs.zip", zipped({"Bacs.html": page, "images/image1.png": png()}), how)
    assert made.title == "Les bacs"
    assert made.markdown.startswith("Le **bac** *dort*[^1]. Voir [là](https://example.org/a)\n")
    assert "![vue](image1.png)" in made.markdown
    assert "Une note." in made.markdown
    assert [each.words for each in made.comments] == ["Sûr ?"]
    assert made.lost == ()


WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15"><title>Microsoft Word - brouillon3</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>machine</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoTitle, li.MsoTitle {mso-style-priority:10; font-size:28.0pt;} span.Cach {mso-style-name:Caché; display:none; mso-hide:all;} .msocomtxt {display:none;} --></style></head>
<body lang=FR style='tab-interval:35.4pt'><div class=WordSection1>
<p class=MsoTitle>Le carnet de<o:p></o:p></p>
<p class=MsoTitle>l’éclusière<o:p></o:p></p>
<p class=MsoSubtitle>Une saison<o:p></o:p></p>
<h1>Avant l’aube<o:p></o:p></h1>
<p class=MsoNormal>L’eau monte <a style='mso-comment-reference:EV_1;mso-comment-date:20240102T1030'>lentement</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor id="_anchor_1" href="#_msocom_1" language=JavaScript name="_msoanchor_1">[EV1]</a><![endif]><span style='mso-special-character:comment'>&nbsp;</span></span></span> devant la porte<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a>. On attend.<span style='display:none;mso-hide:all'> À vérifier plus tard.</span><span class=Cach> Un aveu.</span></p>
<p class=MsoNormal style='display:none'>Tout un alinéa.<o:p></o:p></p>
<h1>Le soir</h1>
<p class=MsoNormal>Rien ne bouge<span class=MsoCommentReference><a class=msocomanchor id="_anchor_2" href="#_msocom_2" name="_msoanchor_2">[EV12]</a></span>, sauf la lampe.</p></div>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Une <i>automotrice</i>.</p>
<p class=MsoFootnoteText>La dernière.</p></div></div>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1 width="33%"><![endif]>
<div style='mso-element:comment'><![if !supportAnnotations]><div id="_com_1" class=msocomtxt language=JavaScript><![endif]>
<span style='mso-comment-author:"Éva Vidal"'><![if !supportAnnotations]><a name="_msocom_1"></a><![endif]></span>
<p class=MsoCommentText><span class=MsoCommentReference><span style='font-size:8.0pt'><span style='mso-special-character:comment'>&nbsp;<![if !supportAnnotations]><a href="#_msoanchor_1" class=msocomoff>[EV1]</a><![endif]></span></span></span>Vraiment ?</p><p class=MsoCommentText>Je doute.</p><![if !supportAnnotations]></div><![endif]></div>
<div style='mso-element:comment'><div id="_com_2" class=msocomtxt><a name="_msocom_2"></a>
<p class=MsoCommentText><a href="#_msoanchor_2" class=msocomoff>[EV12]</a>Trop long.</p></div></div></div>
</body></html>"""


def test_a_page_that_word_saved(tmp_path: Path, how: Reading) -> None:
    (made,) = read(tmp_path, "carnet.htm", WORD, how)
    assert (made.title, made.subtitle) == ("Le carnet de l’éclusière", "Une saison")
    assert made.markdown == (
        "## Avant l’aube\n\nL’eau monte lentement devant la porte[^1]. On attend.\n\n"
        "## Le soir\n\nRien ne bouge, sauf la lampe.\n\n"
        "[^1]: Une *automotrice*.\n\n    La dernière.\n"
    )
    assert made.comments == (
        Comment("Éva Vidal", "2024-01-02T10:30", "Vraiment ?\n\nJe doute.", "lentement"),
        Comment("EV", "", "Trop long."),
    )
    hidden = [each for each in made.remarks if each.code == "hidden"]
    assert [each.found for each in hidden] == ["À vérifier plus tard.", "Un aveu.", "Tout un alinéa."]
    assert all(each.is_doubtful for each in hidden)
    assert made.lost == ()


def test_a_filtered_page_of_word(tmp_path: Path, how: Reading) -> None:
    """Without its own styles: the classes of comments are left, and the initials of who wrote them."""
    (made,) = read(tmp_path, "carnet.htm", re.sub(r"mso-(?!hide)[^;']*;?", "", WORD), how)
    assert "EV" not in made.markdown
    assert "doute" not in made.markdown
    assert [(each.who, each.words) for each in made.comments] == [
        ("EV", "Vraiment ?\n\nJe doute."),
        ("EV", "Trop long."),
    ]
    assert made.lost == ()


@pytest.mark.parametrize("hiding", ["hidden", 'style="display: none"', 'style="DISPLAY:none"'])
def test_what_a_page_hides_is_left_out_and_named(tmp_path: Path, how: Reading, hiding: str) -> None:
    aside = f"<p {hiding}>Un aveu <span {hiding}>de trop</span>.</p>"
    page = BLOG.replace("<figure>", f"{aside}<p hidden='until-found'>Déplié.</p><figure>")
    (made,) = read(tmp_path, "page.html", page, how)
    post = wordpress_post("Un", f"<p>{LONG}</p>{aside}")
    (exported,) = read(tmp_path, "carnet.xml", WXR.replace("ITEMS", post), how)
    (sent,) = read(tmp_path, "bac.eml", bytes(mail("x", html=f"<div><p>{LONG}</p>{aside}</div>")), how)
    for each in (made, exported, sent):
        assert "aveu" not in each.markdown
        assert [one.found for one in each.remarks if one.code == "hidden"] == ["Un aveu de trop."]
        assert each.lost == ()
    assert "Déplié." in made.markdown


# ---- WordPress


WXR = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Carnet</title><wp:author><wp:author_login>ines</wp:author_login><wp:author_email>ines@example.org</wp:author_email>
<wp:author_display_name>Inès Cordier</wp:author_display_name></wp:author>ITEMS</channel></rss>"""


def wordpress_post(title: str, content: str, **more: str) -> str:
    values = {
        "post_type": "post",
        "status": "publish",
        "post_name": "",
        "post_date": "2014-05-06 07:08:09",
        **more,
    }
    inner = "".join(
        f"<wp:{name}>{value}</wp:{name}>" for name, value in values.items() if not value.startswith("<")
    )
    return (
        f"<item><title>{title}</title><dc:creator>ines</dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[]]></excerpt:encoded>{inner}{''.join(v for v in values.values() if v.startswith('<'))}</item>"
    )


def test_an_export_of_wordpress(tmp_path: Path, how: Reading) -> None:
    uploads = tmp_path / "uploads/2014/05"
    uploads.mkdir(parents=True)
    (uploads / "quai.png").write_bytes(png())
    comment = (
        "<wp:comment><wp:comment_author>Paul</wp:comment_author><wp:comment_author_email>p@example.org</wp:comment_author_email>"
        "<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP><wp:comment_approved>1</wp:comment_approved>"
        "<wp:comment_content>Quel quai !</wp:comment_content></wp:comment>"
        "<wp:comment><wp:comment_approved>0</wp:comment_approved><wp:comment_content>achetez</wp:comment_content></wp:comment>"
    )
    first = (
        f"{LONG}\n\nDeuxième &amp; <strong>fort </strong>paragraphe [sic].\n\n"
        '[caption id="a" width="300"]<img src="https://carnet.example/wp-content/uploads/2014/05/quai-300x200.png" alt="Un quai" /> Le quai[/caption]\n\n'
        '[gallery ids="1,2"]\n\n<ul><li>un</li></ul>'
    )
    gutenberg = f"<!-- wp:paragraph --><p>{LONG}</p><!-- /wp:paragraph --><!-- wp:heading --><h2>Un titre</h2><!-- /wp:heading --><p>Fin.</p>"
    tags = '<category domain="post_tag" nicename="f"><![CDATA[fleuve]]></category>'
    items = (
        wordpress_post("Les bacs", first, post_name="les-bacs", comment=comment, tags=tags)
        + wordpress_post("Brouillon", gutenberg, status="draft")
        + wordpress_post("Page", "x", post_type="page")
        + wordpress_post("", "quai.png", post_type="attachment")
    )
    bacs, draft = read(tmp_path, "carnet.xml", WXR.replace("ITEMS", items), how)
    assert (bacs.title, bacs.authors, bacs.date, bacs.tags, bacs.id) == (
        "Les bacs",
        ("Inès Cordier",),
        "2014-05-06",
        ("fleuve",),
        "les-bacs",
    )
    assert "Deuxième & **fort** paragraphe \\[sic\\]." in bacs.markdown
    assert '![Un quai](quai-300x200.png "Le quai")' in bacs.markdown
    assert [(each.who, each.words) for each in bacs.comments] == [("Paul", "Quel quai !")], "of no day"
    assert "template" in codes(bacs)
    assert "example.org" not in repr(bacs)
    assert "192.0.2.1" not in repr(bacs)
    assert (bacs.lost, draft.lost) == ((), ())
    assert draft.is_draft
    assert "## Un titre" in draft.markdown


@pytest.mark.parametrize(
    "kept", [{"status": "private"}, {"post_password": "amarre"}, {"status": "draft", "post_password": "x"}]
)
def test_what_was_not_public_is_a_draft_and_named(tmp_path: Path, how: Reading, kept: dict[str, str]) -> None:
    posts = wordpress_post("Intime", LONG, **kept) + wordpress_post("Un", LONG, post_password="")
    intimate, public = read(tmp_path, "carnet.xml", WXR.replace("ITEMS", posts), how)
    assert [each.found for each in intimate.remarks if each.code == "not-public"] == ["Intime"]
    assert all(each.is_doubtful for each in intimate.remarks if each.code == "not-public")
    assert intimate.is_draft
    assert "amarre" not in repr(intimate)
    assert not public.is_draft
    assert "not-public" not in codes(public)


def wordpress_comment(number: int, who: str, words: str, *, parent: int = 0, day: str = "2014-05-07") -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_parent>{parent}</wp:comment_parent>"
        f"<wp:comment_author>{who}</wp:comment_author><wp:comment_author_email>p@example.org</wp:comment_author_email>"
        f"<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP><wp:comment_date>{day} 10:00:00</wp:comment_date>"
        f"<wp:comment_approved>1</wp:comment_approved><wp:comment_content><![CDATA[{words}]]></wp:comment_content></wp:comment>"
    )


def test_comments_of_wordpress_become_letters(tmp_path: Path, how: Reading) -> None:
    comments = (
        wordpress_comment(9, "Odile Maurel", "D&rsquo;accord.<br />Vraiment.", parent=7, day="2014-05-08")
        + wordpress_comment(7, "Paul", "Quel <b>quai</b> !\n\nÉcrivez-moi : paul@example.org")
        + wordpress_comment(8, "paul@example.org", "Encore moi.")
        + wordpress_comment(10, "Paul", "Quel quai !\n\nÉcrivez-moi : paul@example.org")
        + wordpress_comment(11, "Ada", "Oui.", parent=10, day="2014-05-09")
    )
    export = WXR.replace("ITEMS", wordpress_post("Les bacs", LONG, post_name="les-bacs", comment=comments))
    (made,) = read(tmp_path, "carnet.xml", export, how)
    assert [(each.id, each.who, each.date, each.markdown, each.answers) for each in made.letters] == [
        ("paul", "Paul", "2014-05-07", "Quel quai !\n", ""),
        ("odile-maurel", "Odile Maurel", "2014-05-08", "D’accord.\nVraiment.\n", "paul"),
        ("ada", "Ada", "2014-05-09", "Oui.\n", "paul"),
    ]
    assert [(each.who, each.words) for each in made.comments] == [
        ("", "Encore moi."),
        ("Paul", "Quel quai !"),
    ]
    assert {"comment-letter", "comment", "comment-address"} <= codes(made)
    assert "example.org" not in repr(made)
    assert "192.0.2.1" not in repr(made)


@pytest.mark.parametrize(
    "content",
    [
        WXR.replace("<rss", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss').replace(
            "ITEMS", ""
        ),
        WXR.replace("ITEMS", ""),
        WXR.replace("</channel>", "").replace("ITEMS", ""),
    ],
    ids=["entities", "no-posts", "cut-short"],
)
def test_a_bad_export_is_refused(tmp_path: Path, how: Reading, content: str) -> None:
    (tmp_path / "carnet.xml").write_text(content, encoding="utf-8")
    (made,) = essays_in(tmp_path / "carnet.xml", how)
    assert isinstance(made, RefusedSource)


def test_a_path_of_an_export_leads_nowhere_else(tmp_path: Path, how: Reading) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    inner = tmp_path / "export"
    image = '<p>Quai.</p><p><img src="https://c.example/wp-content/uploads/../../../secret.png" alt="x"></p>'
    (made,) = read(inner, "carnet.xml", WXR.replace("ITEMS", wordpress_post("Un", image)), how)
    assert not made.pictures


# ---- Folders of posts


POSTS = {
    "_posts/2012-12-03-le-bac.md": (
        "---\nlayout: post\ntitle: Le bac\nauthor: Inès Cordier\ncategories: [fleuve]\nexcerpt: Un bac dort.\n---\n\n"
        "Le bac {% post_url 2012-01-01-x %} dort.\n\n![Un quai]({{ site.baseurl }}/assets/quai.png)\n"
    ),
    "content/posts/les-quais/index.md": (
        '+++\ntitle = "Les quais"\ndate = 2019-05-06T07:08:09Z\ndraft = true\nweird_field = 3\n+++\n\n'
        '{{< figure src="quai.png" alt="Un quai" caption="Le soir." >}}\n\n{{< tweet 12 >}}\n\nUn quai.<!--more-->\n'
    ),
    "docs/blog/la-borne.md": "---\ndate: 3 mars 2020\nauthors: [ines]\n---\n\n# La borne\n\nUne borne.\n\n!!! note\n    Un mot.\n",
    "posts/amarre.qmd": (
        '---\ntitle: "L’amarre"\nauthor:\n  - name: Inès Cordier\ndate: "2021-02-30"\nformat: html\n---\n\nUne amarre[^1].\n\n[^1]: Un nœud.\n'
    ),
}


def test_a_folder_of_posts_in_four_dialects(tmp_path: Path, how: Reading) -> None:
    for name, text in POSTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Un site\n")
    (tmp_path / "_site").mkdir()
    (tmp_path / "_site/x.md").write_text("x")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/quai.png").write_bytes(png())
    (tmp_path / "content/posts/les-quais/quai.png").write_bytes(png(colour="red"))
    found = {each.source: each for each in essays_in(tmp_path, how)}
    assert set(found) == set(POSTS)
    jekyll, hugo, mkdocs, quarto = (found[name] for name in POSTS)
    assert isinstance(jekyll, Arrival)
    assert (jekyll.title, jekyll.authors, jekyll.date, jekyll.id) == (
        "Le bac",
        ("Inès Cordier",),
        "2012-12-03",
        "le-bac",
    )
    assert (jekyll.tags, jekyll.fields["excerpt"]) == (("fleuve",), "Un bac dort.")
    assert "![Un quai](quai.png)" in jekyll.markdown
    assert "template" in codes(jekyll)
    assert isinstance(hugo, Arrival)
    assert (hugo.title, hugo.date, hugo.is_draft, hugo.id) == ("Les quais", "2019-05-06", True, "les-quais")
    assert hugo.markdown.startswith('![Un quai](quai.png "Le soir.")')
    assert "more" not in hugo.markdown
    assert {"template", "field-unknown"} <= codes(hugo)
    assert isinstance(mkdocs, Arrival)
    assert (mkdocs.title, mkdocs.date, mkdocs.authors) == ("La borne", "2020-03-03", ("ines",))
    assert mkdocs.markdown == "Une borne.\n\n!!! note\n    Un mot.\n"
    assert isinstance(quarto, Arrival)
    assert (quarto.title, quarto.authors, quarto.date) == ("L’amarre", ("Inès Cordier",), "")
    assert "field-doubtful" in codes(quarto)
    assert quarto.markdown == "Une amarre[^1].\n\n[^1]: Un nœud.\n"


def test_markdown_without_any_fields(tmp_path: Path, how: Reading) -> None:
    (made,) = read(tmp_path, "L’été.md", "# L’été\n\nIl fait *chaud*.\n", how)
    assert (made.title, made.id, made.markdown) == ("L’été", "l-ete", "Il fait *chaud*.\n")


def test_an_empty_folder_is_refused(tmp_path: Path, how: Reading) -> None:
    (made,) = essays_in(tmp_path, how)
    assert isinstance(made, RefusedSource)


def test_one_bad_post_stops_no_other(tmp_path: Path, how: Reading) -> None:
    (tmp_path / "bon.md").write_text("---\ntitle: Bon\n---\n\nMot.\n")
    (tmp_path / "mauvais.md").write_bytes(b"\xff\xfe\0")
    (tmp_path / "vide.md").write_bytes(b"")
    kinds = [type(each) for each in essays_in(tmp_path, how)]
    assert kinds == [Arrival, RefusedSource, RefusedSource]


# ---- What lost words, or brought some


def test_no_word_of_a_form_is_lost_and_what_is_pressed_is_told(tmp_path: Path, how: Reading) -> None:
    page = f"<html><body><form><p>{LONG}</p><p>Dans le formulaire.</p><button>Envoyer</button></form></body></html>"
    (made,) = read(tmp_path, "bac.html", page, how)
    assert "Dans le formulaire." in made.markdown
    assert "Envoyer" not in made.markdown
    assert [each.found for each in made.remarks if each.code == "invitation"] == ["Envoyer"]
    assert not made.lost


def test_sections_of_medium_stay_apart_but_for_a_rule_above_all(tmp_path: Path, how: Reading) -> None:
    rule = '<div class="section-divider"><hr class="section-divider"></div>'
    sections = "".join(
        f"<section>{rule}<div><p>{LONG}{each}</p></div></section>" for each in ("Un.", "Deux.")
    )
    (made,) = read(tmp_path, "bac.html", f"<html><body>{sections}</body></html>", how)
    assert re.findall(r"Un\.|Deux\.|^\*\*\*$|^---+$", made.markdown, re.M) in (
        ["Un.", "***", "Deux."],
        ["Un.", "---", "Deux."],
    )


def test_how_characters_are_read_stands_in_brackets(tmp_path: Path, how: Reading) -> None:
    page = f"<html><body><p>{LONG}</p><p>Le <ruby>漢字<rt>kanji</rt></ruby>, <ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>.</p></body></html>"
    (made,) = read(tmp_path, "bac.html", page, how)
    assert "漢字(kanji), 字(ji)." in made.markdown.replace("\\", "")


def test_a_title_in_the_text_of_a_mail_is_that_of_the_essay(tmp_path: Path, how: Reading) -> None:
    for heading in ("# Le quai", "Le quai\n======="):
        (made,) = read(tmp_path, "bac.eml", bytes(mail(f"{heading}\n\n{LONG}\n", "Ma contribution")), how)
        assert (made.title, "Le quai\n" in made.markdown) == ("Le quai", False)


def test_the_table_of_substack_tells_title_and_day(tmp_path: Path, how: Reading) -> None:
    table = (
        "post_id,post_date,is_published,title,subtitle\n12.quai,2024-05-01T10:00:00Z,false,Le quai,Le soir\n"
    )
    (tmp_path / "posts.csv").write_text(table)
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/12.quai.html").write_text(f"<p>{LONG}</p>")
    for folder in (tmp_path, tmp_path / "posts"):
        (made,) = essays_in(folder, how)
        assert isinstance(made, Arrival)
        assert (made.title, made.subtitle, made.date, made.is_draft) == (
            "Le quai",
            "Le soir",
            "2024-05-01",
            True,
        )


def test_properties_of_notion_are_fields(tmp_path: Path, how: Reading) -> None:
    text = f"# Le quai\n\nCreated: May 1, 2024\nTags: eau, ville\n\n{LONG}\n\nClef: valeur\n"
    (made,) = read(tmp_path, f"Le quai {'0a' * 16}.md", text, how)
    assert (made.title, made.tags) == ("Le quai", ("eau", "ville"))
    assert "Tags" not in made.markdown
    assert "Clef: valeur" in made.markdown
    assert made.date == "2024-05-01" or any("May 1" in each.found for each in made.remarks)


def test_braces_in_the_third_level_of_a_list_are_words(tmp_path: Path, how: Reading) -> None:
    items = "<ul><li>un<ul><li>deux<ul><li>trois {.x} :mot:</li></ul></li></ul></li></ul>"
    (made,) = read(tmp_path, "bac.html", f"<html><body><p>{LONG}</p>{items}</body></html>", how)
    assert "trois \\{.x} \\:mot:" in made.markdown
