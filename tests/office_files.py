"""Files of word processors made from nothing but XML: what Word and LibreOffice write, with all its dirt."""

# ruff: noqa: E501 - what word processors write has long lines

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

STYLES = f"""<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="LANG"/></w:rPr></w:rPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Soustitre"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="Auteur"><w:name w:val="Author"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Citation"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Lgende"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Vers"><w:name w:val="Vers"/></w:style>
<w:style w:type="character" w:styleId="Appel"><w:name w:val="footnote reference"/></w:style>
</w:styles>"""

NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def run(text: str, properties: str = "") -> str:
    """A run of text; a tab and a line feed become what Word has for them."""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(piece, f'<w:t xml:space="preserve">{piece}</w:t>')
        for piece in _pieces(text)
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for character in text:
        if character in "\t\n":
            pieces += [character, ""]
        else:
            pieces[-1] += character
    return [piece for piece in pieces if piece]


def paragraph(*inner: str, style: str = "", properties: str = "") -> str:
    """A paragraph; what isn't XML yet becomes a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = (each if each.startswith("<") else run(each) for each in inner)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(runs)}</w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    """An item of a list that Word numbers itself."""
    return paragraph(
        text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table whose first row is its head."""
    made = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    columns = "<w:gridCol/>" * len(rows[0])
    return (
        f'<w:tbl><w:tblPr><w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>'
    )


def picture(relation: str, alt: str = "") -> str:
    """A run with a picture in the line."""
    return (
        "<w:r><w:drawing><wp:inline><wp:extent cx='914400' cy='914400'/>"
        f'<wp:docPr id="1" name="Image 1" descr="{alt}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="1" name="x" descr="{alt}"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill>'
        "<pic:spPr><a:xfrm><a:ext cx='914400' cy='914400'/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*paragraphs: str) -> str:
    """A run with a text box, twice as Word writes it: for itself, and for its elders."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wp:docPr id='9' name='Zone'/>"
        "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def docx(
    *body: str,
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    comments: Mapping[int, tuple[str, str]] | None = None,
    files: Mapping[str, bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    core: str = "",
    lang: str = "fr-FR",
    header: str = "",
) -> bytes:
    """A .docx; `links` are further relations: id → (kind, target); `files` lie below word/."""
    relations = {"rS": ("styles", "styles.xml"), "rN": ("numbering", "numbering.xml"), **(links or {})}
    parts = {"word/styles.xml": STYLES.replace("LANG", lang), "word/numbering.xml": NUMBERING}
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes:
            made = "".join(
                f'<w:{kind} w:id="{id}">{paragraph("<w:r><w:" + kind + "Ref/></w:r>", text)}</w:{kind}>'
                for id, text in notes.items()
            )
            parts[f"word/{kind}s.xml"] = f"<w:{kind}s {NAMES}>{made}</w:{kind}s>"
            relations[f"r{kind}"] = (f"{kind}s", f"{kind}s.xml")
    if comments:
        made = "".join(
            f'<w:comment w:id="{id}" w:author="{who}" w:date="2026-01-02T10:00:00Z">{paragraph(text)}</w:comment>'
            for id, (who, text) in comments.items()
        )
        parts["word/comments.xml"] = f"<w:comments {NAMES}>{made}</w:comments>"
        relations["rcomments"] = ("comments", "comments.xml")
    if header:
        parts["word/header1.xml"] = f"<w:hdr {NAMES}>{paragraph(header)}</w:hdr>"
        relations["rheader"] = ("header", "header1.xml")
    parts["word/document.xml"] = (
        f"<w:document {NAMES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    )
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations({"r1": ("officeDocument", "word/document.xml")})
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    if core:
        parts["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</cp:coreProperties>"
        )
    return zipped({**parts, **{f"word/{name}": data for name, data in (files or {}).items()}})


def _relations(named: Mapping[str, tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{id}" Type="{_TYPE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for id, (kind, target) in named.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of some files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(
                name,
                data
                if isinstance(data, bytes)
                else f"<?xml version='1.0'?>{data}"
                if data.startswith("<")
                else data,
            )
    return out.getvalue()


def png(width: int = 40, height: int = 30, colour: str = "teal") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


ODF = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            *(
                ("office", "office"),
                ("style", "style"),
                ("text", "text"),
                ("table", "table"),
                ("draw", "drawing"),
            ),
            *(("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta")),
        )
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(
    *body: str,
    changes: str = "",
    files: Mapping[str, bytes] | None = None,
    meta: str = "",
    lang: tuple[str, str] = ("fr", "FR"),
) -> bytes:
    """An .odt; its automatic styles are P1 (Title), P2 (Subtitle), P3 (verse), P4 (Quotations), P5 (bold),
    T1 (bold), T2 (underlined), T3 (hidden)."""
    automatic = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"/>'
        for name, parent in (("P1", "Title"), ("P2", "Subtitle"), ("P3", "Po_e8_me"), ("P4", "Quotations"))
    )
    looks = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {look}/></style:style>'
        for name, family, look in (
            ("P5", "paragraph", 'fo:font-weight="bold"'),
            ("T1", "text", 'fo:font-weight="bold"'),
            ("T2", "text", 'style:text-underline-style="solid"'),
            ("T3", "text", 'text:display="none"'),
        )
    )
    bullets = (
        '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
        '<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'
    )
    named = "".join(
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph"/>'
        for name, shown in (("Title", "Title"), ("Subtitle", "Subtitle"), ("Po_e8_me", "Poème"))
    )
    quote = (
        '<style:style style:name="Quotations" style:family="paragraph"><style:paragraph-properties '
        'fo:margin-left="1cm" fo:margin-right="1cm"/></style:style>'
    )
    default = (
        '<style:default-style style:family="paragraph"><style:text-properties '
        f'fo:language="{lang[0]}" fo:country="{lang[1]}"/></style:default-style>'
    )
    tracked = f"<text:tracked-changes>{changes}</text:tracked-changes>" if changes else ""
    parts: dict[str, str | bytes] = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{automatic}{looks}{bullets}"
        f"</office:automatic-styles><office:body><office:text>{tracked}{''.join(body)}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {ODF}><office:styles>{default}{named}{quote}</office:styles>"
        "</office:document-styles>",
        "meta.xml": f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
    return zipped({**parts, **(files or {})})
