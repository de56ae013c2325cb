"""Files of Word and LibreOffice, with all their dirt, and the essays that they become."""

# ruff: noqa: E501 - what word processors write has long lines

from collections.abc import Iterator
from dataclasses import replace

import pytest

from florilege.images.vetting import decode
from florilege.intake.arrival import Arrival
from florilege.intake.office_texts import Reading, docx, odt
from florilege.runtime.workers import Workers
from office_files import docx as word_file
from office_files import item, paragraph, picture, png, run, table, text_box
from office_files import odt as open_file

BOLD, ITALIC = "<w:b/>", "<w:i/>"
LONG = "La halle ouvre à six heures, quand les charrettes ont fini de tourner autour de la fontaine. " * 3


@pytest.fixture(scope="module")
def how() -> Iterator[Reading]:
    with Workers(1) as pool:
        yield Reading(pool=pool)


def codes(made: Arrival) -> set[str]:
    return {each.code for each in made.remarks}


@pytest.mark.parametrize(
    ("body", "markdown", "code"),
    [
        pytest.param(paragraph("\tUn retrait."), "Un retrait.", "tabs", id="tab"),
        pytest.param(paragraph("Deux  espaces."), "Deux espaces.", "spaces", id="spaces"),
        pytest.param(paragraph("Lu", run(" secret", "<w:vanish/>"), "."), "Lu.", "hidden", id="hidden"),
        pytest.param(
            paragraph("P. ", f'<w:fldSimple w:instr=" NUMPAGES ">{run("212")}</w:fldSimple>', run("  x")),
            "P. 212 x",
            "spaces",
            id="simple-field",
        ),
        pytest.param(
            paragraph(
                f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>",
                run(" a  b"),
            ),
            "漢(kan) a b",
            "spaces",
            id="ruby",
        ),
        pytest.param(
            paragraph("Un", run(" mot ", BOLD), "gras."), "Un **mot** gras.", "edges", id="edge-of-bold"
        ),
        pytest.param(
            paragraph("Du", run(" blé,", ITALIC), run(" ", ITALIC), "dit-on."),
            "Du *blé,* dit-on.",
            "edges",
            id="edge-of-italics",
        ),
        pytest.param(
            paragraph(LONG + "\n" + LONG), f"{LONG.strip()} {LONG.strip()}", "line-ends", id="soft-line-end"
        ),
        pytest.param(paragraph("- un") + paragraph("- deux"), "- un\n- deux", "list-typed", id="hyphens"),
        pytest.param(paragraph("•\tun") + paragraph("•\tdeux"), "- un\n- deux", "list-typed", id="bullets"),
        pytest.param(
            paragraph("a) un") + paragraph("b) deux"), "1.  un\n2.  deux", "list-typed", id="letters"
        ),
        pytest.param(
            paragraph("À prendre :\n1. un\n2. deux"),
            "À prendre :\n\n1.  un\n2.  deux",
            "list-typed",
            id="items-in-one-paragraph",
        ),
        pytest.param(
            paragraph("Mot.") + paragraph("III. Le seuil", style="Titre1"),
            "Mot.\n\n## Le seuil",
            "numbering",
            id="roman",
        ),
        pytest.param(
            paragraph("Mot.") + paragraph("2.1 Le seuil", style="Titre1"),
            "Mot.\n\n## Le seuil",
            "numbering",
            id="decimal",
        ),
        pytest.param(
            paragraph("Mot.") + paragraph("1984, une année", style="Titre1"),
            "Mot.\n\n## 1984, une année",
            "levels",
            id="a-year-is-no-number",
        ),
        pytest.param(paragraph("", style="Titre2") + paragraph("Mot."), "Mot.", "heading-empty", id="empty"),
        pytest.param(
            paragraph(LONG) + paragraph(run("Le portail", BOLD)) + paragraph("Mot."),
            f"{LONG.strip()}\n\n**Le portail**\n\nMot.",
            "bold-heading",
            id="bold-title",
        ),
        pytest.param(
            paragraph('<w:smartTag w:element="City"><w:r><w:t>Vierzon</w:t></w:r></w:smartTag>', " dort."),
            "Vierzon dort.",
            "smart-tags",
            id="smart-tag",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent>{paragraph('Un.')}<w:sdt><w:sdtContent>{paragraph('Deux.')}</w:sdtContent>"
            "</w:sdt></w:sdtContent></w:sdt>",
            "Un.\n\nDeux.",
            "content-controls",
            id="nested-content-controls",
        ),
        pytest.param(
            paragraph("Avant. ", text_box(paragraph("Dans la boîte."), paragraph("Au fond."))),
            "Avant.\n\nDans la boîte.\n\nAu fond.",
            "text-box",
            id="text-box",
        ),
        pytest.param(
            paragraph(
                "Avant. ",
                text_box(paragraph("Une boîte.")).replace(
                    "</wps:wsp>",
                    "</wps:wsp><wps:wsp><wps:txbx><w:txbxContent>"
                    f"{paragraph('Une autre.')}</w:txbxContent></wps:txbx></wps:wsp>",
                ),
            ),
            "Avant.\n\nUne boîte.\n\nUne autre.",
            "text-box",
            id="grouped-text-boxes",
        ),
        pytest.param(
            paragraph("Mot ", run("rouge", '<w:color w:val="C00000"/>')), "Mot rouge", "coloured", id="colour"
        ),
        pytest.param(
            paragraph("Mot ", run("tracé", '<w:u w:val="single"/>')),
            "Mot tracé",
            "underlined",
            id="underline",
        ),
        pytest.param(
            paragraph("Mot ", run("vif", '<w:highlight w:val="yellow"/>')),
            "Mot vif",
            "marked",
            id="highlight",
        ),
        pytest.param(
            paragraph("Mot", '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'),
            "Mot",
            "object",
            id="embedded-object",
        ),
        pytest.param(
            paragraph("Un.") + paragraph("* * *") + paragraph("Deux."), "Un.\n\n***\n\nDeux.", "", id="stars"
        ),
        pytest.param(
            paragraph("Un.") + paragraph("————") + paragraph("Deux."),
            "Un.\n\n***\n\nDeux.",
            "separator",
            id="dashes",
        ),
        pytest.param(
            paragraph("Le blé dort,", style="Vers") + paragraph("l’orge veille.", style="Vers"),
            "| Le blé dort,\n| l’orge veille.",
            "",
            id="verse",
        ),
        pytest.param(
            paragraph("Qui sème.", style="Citation") + paragraph("Récolte.", style="Citation"),
            "> Qui sème.\n>\n> Récolte.",
            "",
            id="quotation",
        ),
        pytest.param(
            item("un") + item("dessous", level=1) + item("deux") + paragraph("Mot.") + item("premier", 2),
            "- un\n  - dessous\n- deux\n\nMot.\n\n1.  premier",
            "",
            id="lists",
        ),
        pytest.param(
            table(("Grain", "Prix"), ("orge", "5 € | sac")),
            "| Grain | Prix       |\n|-------|------------|\n| orge  | 5 € \\| sac |",
            "",
            id="table",
        ),
        pytest.param(
            paragraph(r"C:\_a, ¯\_(ツ)_/¯, \(x\), \[y\], fin\. Oui"),
            r"C:\\\_a, ¯\\\_(ツ)\_/¯, \\(x\\), \\\[y\\\], fin\\. Oui",
            "",
            id="backslashes",
        ),
        pytest.param(
            paragraph("Voir *ici*, [[là]], {.x}, :smile:, 5 $ et @a_b_."),
            "Voir \\*ici\\*, \\[\\[là\\]\\], \\{.x}, \\:smile:, 5 \\$ et @a_b\\_.",
            "",
            id="signs-that-are-no-markup",
        ),
        pytest.param(
            paragraph("— Tu dors ?") + paragraph("— Presque."),
            "— Tu dors ?\n\n— Presque.",
            "",
            id="speech-is-no-list",
        ),
        pytest.param(
            paragraph("- Tu dors ?") + paragraph("- Presque."),
            "\\- Tu dors ?\n\n\\- Presque.",
            "",
            id="speech-with-hyphens-is-no-list",
        ),
    ],
)
def test_dirt_goes_and_is_told(how: Reading, body: str, markdown: str, code: str) -> None:
    made = docx(word_file(body), "lettre.docx", how)
    assert made.markdown.rstrip("\n") == markdown
    assert not code or code in codes(made)
    assert made.lost == ()


def whole_file() -> bytes:
    """A text with what a text may have."""
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    deleted = '<w:del w:id="5" w:author="Paul"><w:r><w:delText>tard</w:delText></w:r></w:del>'
    inserted = '<w:ins w:id="6" w:author="Paul"><w:r><w:t>tôt</w:t></w:r></w:ins>'
    remark = (
        '<w:commentRangeStart w:id="0"/>',
        "dit-on",
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    return word_file(
        paragraph("La halle aux grains", style="Titre"),
        paragraph("Un récit", style="Soustitre"),
        paragraph("Inès Cordier et Paul de Brie", style="Auteur"),
        paragraph("On vendait du seigle", call, " et de l’orge", end, "."),
        paragraph("On fermait ", deleted, inserted, ", ", *remark, "."),
        paragraph(picture("rP", "Une halle vide")),
        paragraph("La halle en ", run("hiver", ITALIC), ".", style="Lgende"),
        paragraph(
            '<w:hyperlink r:id="rL"><w:r><w:t>le plan</w:t></w:r></w:hyperlink>', " est ", picture("rE")
        ),
        footnotes={2: "Une céréale."},
        endnotes={2: "Une autre."},
        comments={0: ("Paul", "En est-on sûr ?")},
        files={"media/image1.png": png(), "media/image2.emf": b"\x01\x00\x00\x00l\x00\x00\x00"},
        links={
            "rP": ("image", "media/image1.png"),
            "rE": ("image", "media/image2.emf"),
            "rL": ("hyperlink", "https://example.org/plan"),
        },
        core="<dc:creator>Atelier</dc:creator><dc:title>Document1</dc:title>",
        header="Revue de la halle",
    )


def test_all_that_a_text_has(how: Reading) -> None:
    made = docx(whole_file(), "halle.docx", how)
    assert (made.title, made.subtitle) == ("La halle aux grains", "Un récit")
    assert made.authors == ("Inès Cordier", "Paul de Brie")
    assert made.lang == "fr-FR"
    assert made.markdown == (
        "On vendait du seigle[^1] et de l’orge[^2].\n\n"
        "On fermait tôt, dit-on.\n\n"
        '![Une halle vide](image1.png "La halle en *hiver*.")\n\n'
        "[le plan](https://example.org/plan) est\n\n"
        "[^1]: Une céréale.\n\n[^2]: Une autre.\n"
    )
    (comment,) = made.comments
    assert (comment.who, comment.words, comment.about) == ("Paul", "En est-on sûr ?", "dit-on")
    assert {"change-accepted", "comment", "running-head", "picture-unfit"} <= codes(made)
    assert [each.why for each in made.remarks if each.code == "picture-unfit"] == ["metafile-unread"]
    assert [each.dropped for each in made.remarks if each.code == "running-head"] == ["Revue de la halle"]
    decode(made.pictures["image1.png"], "image1.png")
    assert made.lost == ()


def test_changes_can_be_rejected(how: Reading) -> None:
    made = docx(whole_file(), "halle.docx", replace(how, changes="reject"))
    assert "On fermait tard, dit-on." in made.markdown
    assert "change-rejected" in codes(made)
    assert made.lost == ()


def test_what_the_file_says_of_itself_is_taken_with_doubt(how: Reading) -> None:
    core = "<dc:creator>Odile Maurel</dc:creator><dc:title>Les vannes</dc:title>"
    made = docx(word_file(paragraph(LONG), core=core, lang="en-GB"), "x.docx", how)
    assert (made.title, made.authors, made.lang) == ("Les vannes", ("Odile Maurel",), "en-GB")
    assert {"title-of-file", "author-of-file"} <= {each.code for each in made.remarks if each.is_doubtful}


def test_the_language_is_that_of_the_words(how: Reading) -> None:
    french = "Le quai se vide, et les bacs sont rendus pour la nuit avec une corde. " * 10
    made = docx(
        word_file(paragraph("Les bacs", style="Titre"), paragraph(french), lang="en-US"), "x.docx", how
    )
    assert made.lang == "fr"
    assert [each.found for each in made.remarks if each.code == "lang-told"] == ["en-US → fr"]
    made = docx(
        word_file(paragraph("Les bacs", style="Titre"), paragraph("Un quai."), lang="en-US"), "x.docx", how
    )
    assert made.lang == "en-US"
    assert [each.code for each in made.remarks if each.is_doubtful and each.code == "lang-of-file"]


def test_a_title_that_nothing_marks(how: Reading) -> None:
    body = (paragraph(run("Les vannes", BOLD)), paragraph("Par Odile Maurel"), paragraph(LONG))
    made = docx(word_file(*body), "x.docx", how)
    assert (made.title, made.authors) == ("Les vannes", ("Odile Maurel",))
    assert made.markdown.startswith("La halle ouvre")


def test_whatever_the_converter_drops_is_told(how: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count is by a second reader: words that Pandoc loses are found."""
    from florilege.intake.pandoc import running

    read = running.read

    def lossy(*arguments: str) -> dict[str, object]:
        tree = read(*arguments)  # type: ignore[arg-type]
        return {**tree, "blocks": tree["blocks"][:-1]}

    monkeypatch.setattr(running, "read", lossy)
    made = docx(word_file(paragraph(LONG), paragraph("Le portail grince.")), "x.docx", how)
    assert made.lost == ("Le portail grince",)


def p(inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def note(words: str, kind: str = "footnote") -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
        f"<text:note-body><text:p>{words}</text:p></text:note-body></text:note>"
    )


def canal() -> bytes:
    """An .odt with what a text may have, and with its dirt."""
    return open_file(
        p("L’écluse", "P1"),
        p("Chronique", "P2"),
        p(
            f'<text:tab/>Le canal dort{note("Il est gelé.")} et <text:span text:style-name="T1">la porte </text:span>'
            f'aussi,<text:s text:c="3"/>dit-on{note("Au village.", "endnote")}.'
        ),
        '<text:h text:outline-level="1">2. La porte amont</text:h>',
        p(
            'Il est <text:change-start text:change-id="c1"/>très<text:change-end text:change-id="c1"/> tard'
            '<text:change text:change-id="c2"/>, <office:annotation><dc:creator>Paul</dc:creator>'
            "<text:p>Vraiment ?</text:p></office:annotation>croit-on."
        ),
        p("Premier vers<text:line-break/>second vers", "P3"),
        p("Une citation.", "P4"),
        p("<draw:frame><draw:text-box><text:p>Dans la boîte.</text:p></draw:text-box></draw:frame>Autour."),
        p(
            '<draw:frame svg:width="5cm"><draw:image xlink:href="Pictures/a.png"/><svg:desc>Une porte</svg:desc></draw:frame>'
        ),
        p(
            '<draw:frame><draw:text-box><text:p><draw:frame><draw:image xlink:href="Pictures/b.png"/>'
            "<svg:title>Vanne</svg:title></draw:frame>Figure 1 : la vanne.</text:p></draw:text-box></draw:frame>"
        ),
        changes='<text:changed-region text:id="c1"><text:insertion/></text:changed-region><text:changed-region '
        'text:id="c2"><text:deletion><text:p> le soir</text:p></text:deletion></text:changed-region>',
        files={"Pictures/a.png": png(), "Pictures/b.png": png(colour="red")},
        meta="<dc:creator>Atelier du canal</dc:creator>",
    )


def test_an_open_document(how: Reading) -> None:
    made = odt(canal(), "canal.odt", how)
    assert (made.title, made.subtitle, made.authors, made.lang) == ("L’écluse", "Chronique", (), "fr-FR")
    assert made.markdown == (
        "Le canal dort[^1] et **la porte** aussi, dit-on[^2].\n\n"
        "## La porte amont\n\n"
        "Il est très tard, croit-on.\n\n"
        "| Premier vers\n| second vers\n\n"
        "> Une citation.\n\n"
        "Autour.\n\nDans la boîte.\n\n"
        "![Une porte](a.png)\n\n"
        '![Vanne](b.png "Figure 1 : la vanne.")\n\n'
        "[^1]: Il est gelé.\n\n[^2]: Au village.\n"
    )
    assert {"tabs", "spaces", "edges", "numbering", "comment", "change-accepted", "text-box"} <= codes(made)
    assert [(each.who, each.words) for each in made.comments] == [("Paul", "Vraiment ?")]
    assert made.lost == ()


def test_an_open_document_with_its_changes_rejected(how: Reading) -> None:
    made = odt(canal(), "canal.odt", replace(how, changes="reject"))
    assert "Il est tard le soir, croit-on." in made.markdown
    assert made.lost == ()


def test_a_contents_list_and_a_sheet_are_left_out(how: Reading) -> None:
    contents = "<text:table-of-content><text:index-body><text:p>Un 3</text:p></text:index-body></text:table-of-content>"
    sheet = p('Mot.<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>')
    made = odt(open_file(contents, sheet, lang=("en", "GB")), "x.odt", how)
    assert made.markdown == "Mot.\n"
    assert {"contents", "object"} <= codes(made)
    assert (made.lang, made.lost) == ("en-GB", ())


def test_what_pandoc_drops_of_an_open_document_is_kept_or_told(how: Reading) -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    inner = f"<table:table><table:table-row>{cell.format(p('deux'))}{cell.format(p('trois'))}</table:table-row></table:table>"
    made = odt(
        open_file(
            p("Il pleut, et la rue est longue."),
            p("Un paragraphe gras", "P5"),
            p(
                'Le <text:date text:date-value="2026-03-03">3 mars</text:date>, un <text:span text:style-name="T2">trait'
                '</text:span><text:span text:style-name="T3"> caché</text:span>, <text:ruby><text:ruby-base>漢字'
                "</text:ruby-base><text:ruby-text>kanji</text:ruby-text></text:ruby> et "
                "<draw:custom-shape><text:p>Dans la forme.</text:p><draw:enhanced-geometry/></draw:custom-shape>fin."
            ),
            f"<table:table><table:table-column/><table:table-column/><table:table-row>{cell.format(p('un'))}"
            f"{cell.format(inner)}</table:table-row></table:table>",
        ),
        "x.odt",
        how,
    )
    assert made.markdown.startswith(
        "Il pleut, et la rue est longue.\n\n**Un paragraphe gras**\n\nLe 3 mars, un trait, 漢字 (kanji) et fin.\n\nDans la forme.\n\n| un  | deux trois |"
    )
    assert {"underlined", "hidden", "text-box"} <= codes(made)
    assert made.lost == ()


TITLE, NAME = "Lettre à mon propriétaire", "Noémie Duchêne"
SHORT = paragraph("Je vous écris.") + paragraph("Le radiateur chante.")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(paragraph(run(TITLE, BOLD)) + paragraph(run(f"par {NAME}", ITALIC)) + SHORT, id="bold"),
        pytest.param(paragraph(run(TITLE.upper(), BOLD)) + paragraph(NAME) + SHORT, id="bold-capitals"),
        pytest.param(paragraph(TITLE.upper()) + SHORT + paragraph("Fin.") + paragraph(NAME), id="capitals"),
        pytest.param(paragraph(run(NAME, BOLD)) + paragraph(run(TITLE, BOLD)) + SHORT, id="name-above"),
    ],
)
def test_a_title_that_nothing_but_its_look_marks(how: Reading, body: str) -> None:
    made = docx(word_file(body), "v3.docx", how)
    assert (made.title.upper(), made.authors) == (TITLE.upper(), (NAME,))
    assert (
        made.markdown.strip().replace("\n\n", " ").removesuffix(" Fin.")
        == "Je vous écris. Le radiateur chante."
    )
    assert "bold-heading" not in codes(made)
