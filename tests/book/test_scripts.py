"""Scripts that no face of a design has: an essay in each, read back from the finished pages of every design.

PDFium heeds what a line says that it reads (/ActualText), pdfminer reads glyph by glyph.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from ctypes import c_double
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from fontTools.unicodedata import script
from pdfminer.high_level import extract_text
from pypdfium2 import raw

from book.printing import Printed, page_texts, print_all
from book.reading import glyphs_of
from book.styles import DESIGNS
from book.verapdf import failures
from florilege.book.letters import letters
from florilege.book.sheet import page_geometry
from florilege.language.direction import has_right_to_left
from worlds import small

pytestmark = pytest.mark.press

ESSAYS: Mapping[str, tuple[str, str]] = {
    "ar": (
        "الحديقة",
        "كان يا ما كان في قديم الزمان حديقة صغيرة على ضفة النهر، يزورها الأطفال كل يوم. وفي سنة 2026 جاء "
        "رجل اسمه Ada Lune وقرأ **كتابا** قديما عن *الأشجار* والطيور.\n\nهذه فقرة ثانية أطول قليلا لكي تمتد "
        "على عدة أسطر من الصفحة ونرى كيف تنكسر السطور في هذا الكتاب المطبوع.",
    ),
    "he": (
        "הגן",
        "היה היה פעם גן קטן על שפת הנהר, וילדים באו אליו בכל יום. המשורר אמר: „המים הם חיים”. בשנת 2026 בא "
        "איש ושמו Ada Lune וקרא **ספר** ישן.\n\nפסקה שנייה ארוכה קצת יותר, כדי שתתפרס על כמה שורות.",
    ),
    "zh-Hans": (
        "春天的花园",
        "从前，河边有一座小花园，孩子们每天都来玩。诗人说：“水就是生命。”二〇二六年，一个叫 Ada Lune 的人来到"
        "这里，读了一本关于树木和鸟的**旧书**。骨、直、角。\n\n第二段稍微长一些，这样可以看到中文在书页中如何换"
        "行，标点符号不应当出现在行首，也不应当留在错误的地方（例如括号）。",
    ),
    "zh-Hant": (
        "春天的花園",
        "從前，河邊有一座小花園，孩子們每天都來玩。詩人說：「水就是生命。」骨、直、角。",
    ),
    "ja": (
        "庭",
        "昔々、川のほとりに小さな庭がありました。子どもたちは毎日そこへ遊びに来ました。詩人は「水は命だ」と言い"
        "ました。古池や蛙飛びこむ水の音。**骨**、直、角。コンピューターの本を読んだ。"
        "葛\U000e0100城市の辻\U000e0101。",
    ),
    "ko": ("정원", "옛날 강가에 작은 정원이 있었습니다. 아이들은 날마다 그곳에 놀러 왔습니다."),
    "grc": ("Ὁ κῆπος", "Μῆνιν ἄειδε, θεά, Πηληϊάδεω Ἀχιλῆος οὐλομένην, ἣ μυρί’ Ἀχαιοῖς ἄλγε’ ἔθηκε."),
    "ru": ("Сад", "Жил-был у реки маленький сад, и дети приходили туда. Поэт сказал: «Вода — это жизнь»."),
    "hi": ("बगीचा", "एक समय की बात है, नदी के किनारे एक छोटा बगीचा था। कर्म और क्षत्रिय ज्ञान श्री।"),
    "th": ("สวน", "กาลครั้งหนึ่งมีสวนเล็กๆ อยู่ริมแม่น้ำ เด็กๆ มาเล่นที่นั่นทุกวัน กวีกล่าวว่าน้ำคือชีวิต"),
    "hy": ("Այգին", "Լինում է, չի լինում, գետի ափին մի փոքրիկ այգի։ Երեխաները ամեն օր գալիս էին այնտեղ։"),
    "ka": ("ბაღი", "იყო და არა იყო რა, მდინარის პირას პატარა ბაღი იყო. ბავშვები ყოველდღე მოდიოდნენ იქ."),
    "bn": ("বাগান", "নদীর ধারে একটি ছোট বাগান ছিল। শিশুরা প্রতিদিন সেখানে খেলতে আসত।"),
    "am": ("አትክልት", "በወንዝ ዳር አንድ ትንሽ የአትክልት ስፍራ ነበረች። ልጆች በየቀኑ ይመጡ ነበር።"),
}
"""Language → the title of an essay and its text."""

AMONG = (
    "Le mot 椅子 (chaise), l’arabe بئر (puits), l’hébreu גן, le grec ὁ λόγος, le russe сад, le hindi बाग, "
    "le thaï สวน, l’arménien այգի, le géorgien ბაღი, le japonais かわ, le coréen 강. *Un mot 水 en italique* "
    "et **un mot 水 en gras**.[^1] Une famille 👨‍👩‍👧 et un drapeau 🇫🇷, pour que la ligne tourne.\n\n"
    "[^1]: Note : 春眠不覺曉, בראשית et السلام.\n\n| Mot | Sens |\n|---|---|\n| 水 | eau |\n| ماء | eau |"
)
NAME = "川端 花子"
FAMILIES = {
    "Arab": "Noto-Naskh-Arabic",
    "Armn": "Noto-Serif-Armenian",
    "Beng": "Noto-Serif-Bengali",
    "Deva": "Noto-Serif-Devanagari",
    "Ethi": "Noto-Serif-Ethiopic",
    "Geor": "Noto-Serif-Georgian",
    "Grek": "Gentium-Plus",
    "Hang": "Noto-Serif-CJK-SC",
    "Hani": "Noto-Serif-CJK-SC",
    "Hebr": "Noto-Serif-Hebrew",
    "Hira": "Noto-Serif-CJK-SC",
    "Kana": "Noto-Serif-CJK-SC",
    "Thai": "Noto-Serif-Thai",
}
"""Script → what every letter of it is set in."""

HAN = frozenset(["Hani", "Hira", "Kana"])
NEVER_FIRST = "、。，．：；！？」』）】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
"""What no line of Chinese or Japanese begins with (JIS X 4051)."""


@pytest.fixture(scope="module", params=DESIGNS)
def tome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The essays in one design, for the screen and for archives."""
    root = tmp_path_factory.mktemp(request.param)
    files: dict[str, str | bytes | None] = {
        f"essays/{lang.lower()}/index.md": (
            f"---\ntitle: {title}\nlang: {lang}\nauthors: [{'kawa' if lang == 'ja' else 'ada'}]\n"
            f"license: CC BY 4.0\n---\n\n{text}\n\n{text}\n"
        )
        for lang, (title, text) in ESSAYS.items()
    }
    files["essays/un/index.md"] = f"---\ntitle: Un\nauthors: [ada]\nlicense: CC BY 4.0\n---\n\n{AMONG}\n"
    files["authors/kawa.md"] = f"---\nname: {NAME}\nlang: ja\nsort_name: Kawabata\n---\n\n川のそばに住む。\n"
    essays = ", ".join([*map(str.lower, ESSAYS), "un"])
    files["volumes/tome-1/index.md"] = (
        f"---\ntitle: Tome\nnumber: 1\ndesign: {request.param}\neditions: [screen, archive]\n"
        f"parts:\n  - id: a\n    title: A\n    essays: [{essays}]\n---\n\nUn tome.\n"
    )
    small(root, files)
    (root / "mkdocs.yml").write_text("docs_dir: contributions\n", encoding="utf-8")
    printed = print_all(root)
    assert [each.code for each in printed.anthology.problems if each.code == "character-missing"] == [], (
        "scripts/setup installs the fonts of all scripts"
    )
    return printed


def squeezed(pages: list[str]) -> str:
    return letters("".join(pages))


def words_of(text: str) -> list[str]:
    """The words of Markdown, as letters."""
    return [word for each in re.split(r"[\s*|\[\]^—-]+", text) if (word := letters(each))]


def test_every_word_is_found_by_a_reader_that_heeds_what_lines_say(tome: Printed) -> None:
    found = squeezed([*page_texts(tome.pdf("tome-1"))])
    for title, text in ESSAYS.values():
        missing = [word for word in words_of(f"{title} {text}") if word not in found]
        assert missing == []
    assert found.count(letters(NAME)) >= 3, "over the essay, in the contents, among the notices"


def test_glyph_by_glyph_every_letter_is_the_one_that_was_typed(tome: Printed) -> None:
    found = letters(extract_text(io.BytesIO(tome.pdf("tome-1"))))
    drawn_elsewhere = {"hi", "bn", "th"}  # vowels before consonants, joined letters, marks over marks
    for lang, (title, text) in ESSAYS.items():
        for word in words_of(f"{title} {text}") if lang not in drawn_elsewhere else ():
            assert word in found or word[::-1] in found, (lang, word)


def test_every_script_is_in_one_family_and_none_in_that_of_code(tome: Printed) -> None:
    families: defaultdict[str, set[str]] = defaultdict(set)
    for page in glyphs_of(tome.pdf("tome-1")):
        for glyph in page:
            face = glyph.face.partition("+")[2] or glyph.face
            families[script(glyph.text)].add(re.sub(r"-(Bold|Italic)$", "", face))
    families["Grek"] -= {"Lato"}  # the titles of a design, which has all of Greek
    assert {of: families[of] for of in FAMILIES} == {of: {family} for of, family in FAMILIES.items()}
    assert not any("DejaVu" in face for faces in families.values() for face in faces)


def test_han_takes_the_forms_of_its_language(tome: Printed) -> None:
    with pikepdf.open(io.BytesIO(tome.pdf("tome-1"))) as pdf:
        maps = {
            bytes(each.ToUnicode.read_bytes())
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each and "CJK" in str(each.BaseFont)
        }
    bone = "骨".encode("utf-16-be").hex().encode()
    assert max(len(re.findall(rb"<%s>\n" % bone, each)) for each in maps) >= 2


def test_no_line_begins_with_a_mark_that_ends_one(tome: Printed) -> None:
    lines = [line for page in page_texts(tome.pdf("tome-1")) for line in page.splitlines()]
    assert [line for line in lines if line[:1] in NEVER_FIRST and line] == []
    assert sum(script(line[:1]) == "Hani" for line in lines if line) > 8


def test_no_line_of_han_ends_early(tome: Printed) -> None:
    """But the last of a paragraph: « ：“水 », whose marks keep together (UAX 14), leaves the most room."""
    geometry = page_geometry(tome.anthology.catalogue.volumes["tome-1"])
    found = 0
    for page in glyph_places(tome.pdf("tome-1")):
        lines = [line for line in page.values() if sum(script(each) in HAN for _, each in line) > 10]
        edge = max((right for line in lines for right, _ in line), default=0)
        for line in lines:
            right, last = max(line)
            if last not in "。）":
                found += 1
                assert edge - right < 4.1 * geometry.size, "".join(each for _, each in line)
    assert found > 8


def glyph_places(pdf: bytes) -> Iterator[Mapping[int, list[tuple[float, str]]]]:
    """Page by page, baseline → the right edge of each character of the line, and the character."""
    y, x = c_double(), c_double()
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            text = page.get_textpage()
            lines: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
            for index in range(text.count_chars()):
                character = text.get_text_range(index, 1)
                if character.strip():
                    raw.FPDFText_GetCharOrigin(text, index, x, y)
                    lines[round(y.value)].append((text.get_charbox(index, loose=True)[2], character))
            yield lines


def test_lines_keep_their_distance_whatever_stands_in_them(tome: Printed) -> None:
    leading = page_geometry(tome.anthology.catalogue.volumes["tome-1"]).leading
    for page in glyphs_of(tome.pdf("tome-1")):
        text = "".join(glyph.text for glyph in page)
        if not any(each in text for each in "椅河"):
            continue
        body = sorted({round(glyph.y, 1) for glyph in page if abs(glyph.size - leading / 1.4) < 0.5})
        steps = [(after - before) / leading for before, after in pairwise(body)]
        assert [step for step in steps if 0.9 < step < 3 and abs(step - round(step)) > 0.03] == []


def test_nothing_is_emboldened_or_slanted_by_the_engine(tome: Printed) -> None:
    with pikepdf.open(io.BytesIO(tome.pdf("tome-1"))) as pdf:
        for page in pdf.pages:
            parts = page.get("/Contents", ())
            content = b"\n".join(part.read_bytes() for part in parts)
            assert not re.search(rb"\b[12] Tr\b", content)
            matrices = {match.split()[1:3] == [b"0", b"0"] for match in re.findall(rb".* Tm", content)}
            assert matrices <= {True}


def test_lines_from_right_to_left_begin_at_the_right(tome: Printed) -> None:
    """The first of a further paragraph stands in by its indent there, no other does."""
    geometry = page_geometry(tome.anthology.catalogue.volumes["tome-1"])
    x, y, found = c_double(), c_double(), 0
    with closing(pypdfium2.PdfDocument(tome.pdf("tome-1"))) as document:
        for page in document:
            text = page.get_textpage()
            lines: defaultdict[int, list[float]] = defaultdict(list)
            leftward: defaultdict[int, bool] = defaultdict(bool)
            for index in range(text.count_chars()):
                if letters(text.get_text_range(index, 1)):
                    raw.FPDFText_GetCharOrigin(text, index, x, y)
                    lines[round(y.value)].append(text.get_charbox(index, loose=True)[2])
                    leftward[round(y.value)] |= has_right_to_left(text.get_text_range(index, 1))
            rights = sorted(max(line) for y, line in lines.items() if leftward[y] and len(line) > 30)
            if len(rights) > 3:
                found += 1
                assert rights[-1] - rights[0] == pytest.approx(1.2 * geometry.size, abs=1.5)
                assert sum(rights[-1] - right < 1.5 for right in rights) >= 2
    assert found == 2


def test_the_files_keep_to_their_standards(tome: Printed) -> None:
    screen, archive = (made.file for made in tome.tomes["tome-1"].files if made.file.suffix == ".pdf")
    assert failures("ua1", screen) == []
    assert failures("2u", archive) == []
