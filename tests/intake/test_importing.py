"""`florilege import`, as an editor calls it: what it writes, what it says, what it leaves alone."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from florilege.cli import importing
from florilege.cli.main import florilege
from florilege.diagnostics.problems import FlorilegeError
from florilege.reading.loader import read as read_contributions
from office_files import docx, paragraph, picture, png

WXR_WITH_COMMENT = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>Les bacs</title>'
    "<content:encoded>Le quai se vide.</content:encoded><wp:post_type>post</wp:post_type>"
    "<wp:post_date>2014-05-06 07:08:09</wp:post_date><wp:comment><wp:comment_id>7</wp:comment_id>"
    "<wp:comment_author>Paul</wp:comment_author><wp:comment_date>2014-05-07 10:00:00</wp:comment_date>"
    "<wp:comment_author_email>p@example.org</wp:comment_author_email>"
    "<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP><wp:comment_approved>1</wp:comment_approved>"
    "<wp:comment_content>Quel quai !</wp:comment_content></wp:comment></item></channel></rss>"
)
LONG = "Le soir tombe sur le quai, et chacun rentre sa chaise avant la rosée. " * 3


@pytest.fixture(autouse=True)
def _there(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(toy)


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check that follows an import, which other tests see, takes most of its time: none here."""
    monkeypatch.setattr(importing, "all_problems", lambda project, lang: (None, []))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(florilege, ["import", *arguments, "--lang", "en"])


def letter(title: str = "Le quai du soir", **more: object) -> bytes:
    """A Word file that a contributor may send."""
    return docx(
        paragraph(title, style="Titre"),
        paragraph("Élise Aubry", style="Auteur"),
        paragraph(LONG),
        paragraph(picture("rP", "Un quai")),
        files={"media/image1.png": png()},
        links={"rP": ("image", "media/image1.png")},
        comments={0: ("Paul", "À vérifier.")},
        **more,  # type: ignore[arg-type]
    )


def test_a_word_file_becomes_an_essay_that_the_check_passes() -> None:
    Path("Mon texte.docx").write_bytes(letter())
    done = run("Mon texte.docx")
    assert done.exit_code == 0, done.output
    file, understood, *lines = done.output.splitlines()
    assert file == "contributions/essays/le-quai-du-soir/index.md"
    assert understood == "Understood:"
    assert {"  title: Le quai du soir", "  signed by: elise-aubry", "  pictures: image1.png"} <= {*lines}
    text = Path(file).read_text(encoding="utf-8")
    assert "authors: [elise-aubry]" in text
    assert "![Un quai](image1.png)" in text
    assert Path(file).with_name("image1.png").is_file()
    checked = CliRunner().invoke(florilege, ["check", "contributions/essays/le-quai-du-soir"])
    assert checked.exit_code == 0, checked.output


@pytest.mark.usefixtures("unchecked")
def test_what_only_a_person_knows_is_asked() -> None:
    Path("texte.docx").write_bytes(letter())
    done = run("texte.docx")
    asked = done.output.partition("Still to be said")[2].splitlines()
    fields = [line.split(": ")[1] for line in asked if ".md:" in line and "license-missing" not in line]
    assert fields[:4] == ["abstract", "license", "date", "tags"]
    assert any("agrees" in line for line in asked)
    front = Path("contributions/essays/le-quai-du-soir/index.md").read_text(encoding="utf-8")
    assert "\nlicense:  #" in front


def test_comments_lie_beside_the_essay_and_are_no_part_of_it() -> None:
    call = '<w:commentRangeStart w:id="0"/>', "ici", '<w:commentRangeEnd w:id="0"/>'
    Path("texte.docx").write_bytes(
        docx(paragraph("Le quai", style="Titre"), paragraph(LONG, *call), comments={0: ("Paul", "Vrai ?")})
    )
    run("texte.docx", "--author", "elise-aubry")
    beside = Path("contributions/essays/le-quai/comments.md").read_text(encoding="utf-8")
    assert "Vrai ?" in beside
    assert "Vrai ?" not in Path("contributions/essays/le-quai/index.md").read_text(encoding="utf-8")
    checked = CliRunner().invoke(florilege, ["check", "--details", "contributions/essays/le-quai"])
    assert "comments.md" not in checked.output
    assert checked.exit_code == 0


@pytest.mark.usefixtures("unchecked")
def test_nothing_that_exists_is_touched() -> None:
    Path("texte.docx").write_bytes(letter())
    run("texte.docx")
    file = Path("contributions/essays/le-quai-du-soir/index.md")
    before = file.read_bytes()
    done = run("texte.docx")
    assert isinstance(done.exception, FlorilegeError)
    assert done.exception.code == "new-exists"
    assert file.read_bytes() == before


@pytest.mark.usefixtures("unchecked")
def test_several_are_shown_first_and_written_when_asked() -> None:
    Path("un.docx").write_bytes(letter("Un quai"))
    Path("deux.docx").write_bytes(letter("Deux quais"))
    Path("trois.pdf").write_bytes(b"%PDF-1.7")
    shown = run("un.docx", "deux.docx", "trois.pdf", "--volume", "tome-1")
    assert shown.exit_code == 1
    assert [line.split()[0] for line in shown.output.splitlines()[1:3]] == ["un-quai", "deux-quais"]
    assert "trois.pdf" in shown.output
    assert not Path("contributions/essays/un-quai").exists()
    written = run("un.docx", "deux.docx", "--volume", "tome-1", "--write")
    assert written.exit_code == 0, written.output
    assert "volume: tome-1" in Path("contributions/essays/deux-quais/index.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("unchecked")
def test_two_of_one_title_get_two_folders() -> None:
    Path("a.docx").write_bytes(letter())
    Path("b.docx").write_bytes(letter())
    run("a.docx", "b.docx", "--write")
    assert Path("contributions/essays/le-quai-du-soir-2/index.md").is_file()


@pytest.mark.usefixtures("unchecked")
def test_one_name_is_for_one_essay() -> None:
    Path("a.docx").write_bytes(letter())
    Path("b.docx").write_bytes(letter())
    done = run("a.docx", "b.docx", "--id", "le-quai")
    assert isinstance(done.exception, FlorilegeError)
    assert done.exception.code == "import-one-id"


@pytest.mark.usefixtures("unchecked")
def test_a_plain_text() -> None:
    Path("lettre.txt").write_text("#Rencontre au marché.\n\nIl a dit oui.", encoding="utf-8")
    done = run("lettre.txt", "--id", "la-lettre", "--author", "elise-aubry")
    assert done.exit_code == 0
    file, understood, size, signed, doubtful, proposal, *_ = done.output.splitlines()
    assert file == "contributions/essays/la-lettre/index.md"
    assert (understood, size) == ("Understood:", "  2 paragraphs, 7 words")
    assert signed == "  signed by: elise-aubry"
    assert doubtful.startswith("Doubtful")
    assert proposal.startswith(f"{file}:11:1: ")
    assert proposal.endswith("[title-missing]")
    assert (
        Path(file).read_text(encoding="utf-8").endswith("---\n\n\\#Rencontre au marché.\n\nIl a dit oui.\n")
    )


@pytest.mark.usefixtures("unchecked")
def test_what_stands_above_a_plain_text_goes_where_it_belongs() -> None:
    Path("lettre.txt").write_text(f"5 mars 2026\n\nLE BANC ROUGE\n\n{LONG}", encoding="utf-8")
    done = run("lettre.txt", "--author", "jean-roux")
    lines = [line.strip() for line in done.output.splitlines()]
    assert {"title: LE BANC ROUGE", "date: March 5, 2026", "signed by: jean-roux"} <= {*lines}
    text = Path("contributions/essays/le-banc-rouge/index.md").read_text(encoding="utf-8")
    assert text.count("LE BANC ROUGE") == 1
    assert text.endswith(f"---\n\n{LONG}\n")
    assert "who “jean-roux” is: florilege new author jean-roux begins that file" in lines


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16", "utf-8-sig", "utf-16-le"])
@pytest.mark.usefixtures("unchecked")
def test_whatever_a_text_is_in(encoding: str) -> None:
    text = f"Été à Nîmes\n\n{LONG}« Où ça ? », dit-elle…"
    Path("lettre.txt").write_bytes(text.encode(encoding))
    done = run("lettre.txt", "--author", "elise-aubry")
    assert done.exit_code == 0, done.output
    assert "« Où ça ? », dit-elle…" in Path("contributions/essays/ete-a-nimes/index.md").read_text("utf-8")
    assert ("UTF-8" in done.output) is (encoding != "utf-8-sig")


@pytest.mark.usefixtures("unchecked")
def test_what_nobody_can_read_is_refused() -> None:
    Path("lettre.txt").write_bytes(b"\xff\xfe\0")
    done = run("lettre.txt")
    assert isinstance(done.exception, FlorilegeError)
    assert done.exception.code == "text-not-utf8"
    assert not Path("contributions/essays/lettre").exists()


def test_without_the_converter_a_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from florilege.intake.pandoc import running

    running.program.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    Path("texte.docx").write_bytes(letter())
    done = run("texte.docx")
    assert isinstance(done.exception, FlorilegeError)
    assert 'pip install "mkdocs-florilege[word]"' in done.exception.message("en")
    running.program.cache_clear()


@pytest.mark.usefixtures("unchecked")
def test_a_draft_until_all_is_answered() -> None:
    Path("bac.txt").write_text(
        f"Les bacs\n\n{'Le quai se vide, et les bacs dorment. ' * 5}\n", encoding="utf-8"
    )
    done = run("bac.txt")
    file = Path("contributions/essays/les-bacs/index.md")
    assert done.exit_code == 0, done.output
    assert "\ndraft: true  #" in file.read_text(encoding="utf-8")
    assert "A draft until this is answered" in done.output
    answered = ("--id", "bacs", "--author", "elise-aubry", "--license", "CC BY 4.0", "--agreed")
    done = run("bac.txt", *answered)
    text = Path("contributions/essays/bacs/index.md").read_text(encoding="utf-8")
    assert "draft:" not in text
    assert 'license: "CC BY 4.0"' in text
    assert "agrees" not in done.output


@pytest.mark.usefixtures("unchecked")
def test_comments_are_drafts_of_letters() -> None:
    Path("carnet.xml").write_text(WXR_WITH_COMMENT, encoding="utf-8")
    done = run("carnet.xml", "--author", "elise-aubry", "--license", "CC BY 4.0", "--agreed")
    assert done.exit_code == 0, done.output
    letter = Path("contributions/essays/les-bacs/letters/paul.md").read_text(encoding="utf-8")
    assert letter.startswith('---\nauthors: [{name: "Paul"}]')
    assert "\ndraft: true  #" in letter
    assert letter.endswith("---\n\nQuel quai !\n")
    catalogue, problems = read_contributions(Path("contributions"))
    assert [each.status for each in catalogue.letters.values() if each.essay == "les-bacs"] == ["draft"]
    assert not [each for each in problems if each.path.startswith("essays/les-bacs/")]
