"""What a file for the press claims to be: PDF/X-4 (ISO 15930-7:2010), PDF/X-1a (ISO 15930-1:2001).

Both ask for an output intent, dates, an identifier, and whether there is trapping.
"""

import uuid

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from florilege.book.prepress.book_block import BookBlock
from florilege.book.prepress.printing_conditions import REGISTERED_UNCOATED, condition, description
from florilege.catalogue.volumes import PressStandard

pikepdf.models.PdfMetadata.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")

NO_DATE = "D:19700101000000Z"
"""PDF/X asks for dates; of a volume without one nothing else is known that doesn't change."""

VERSIONS: dict[PressStandard, str] = {"none": "1.6", "pdf/x-4": "1.6", "pdf/x-1a": "1.3"}
"""The version of PDF that a file may be at most."""


def claim_press(out: Pdf, block: BookBlock, *, title: str, date: str) -> None:
    """What the file says of itself: as much as its standard asks for."""
    for key in sorted(out.docinfo.keys()):
        del out.docinfo[key]
    if "/Metadata" in out.Root:
        del out.Root["/Metadata"]
    if block.standard == "none":
        return
    facts = {"/Title": title, "/CreationDate": date, "/ModDate": date, "/Creator": "Florilège"}
    for key, value in {**facts, "/Producer": "WeasyPrint, pikepdf"}.items():
        out.docinfo[key] = value
    if block.standard == "pdf/x-4":
        _describe(out, title, date)
        out.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"
    else:
        out.docinfo["/GTS_PDFXVersion"] = "PDF/X-1:2001"
        out.docinfo["/GTS_PDFXConformance"] = "PDF/X-1a:2001"
    out.docinfo["/Trapped"] = Name("/False")
    out.Root.OutputIntents = Array([out.make_indirect(_intent(out, block.inks.profile))])


def _describe(out: Pdf, title: str, date: str) -> None:
    """The XMP that PDF/X-4 asks for, from the docinfo."""
    with out.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.load_from_docinfo(out.docinfo)
        xmp["xmp:MetadataDate"] = str(xmp["xmp:ModifyDate"])
        xmp["pdf:Trapped"] = "False"
        xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        xmp["xmpMM:DocumentID"] = f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'florilege:{title} {date}')}"
        xmp["xmpMM:VersionID"] = "1"
        xmp["xmpMM:RenditionClass"] = "default"


def _intent(out: Pdf, profile: bytes) -> Dictionary:
    """The output intent: the printing condition that the file is made for, and its profile, if it has one."""
    name = description(profile) if profile else REGISTERED_UNCOATED
    known = condition(name)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(known or "Custom"),
        Info=String(name),
    )
    if profile:
        components = 1 if profile[16:20] == b"GRAY" else 4
        intent.DestOutputProfile = out.make_stream(profile, N=components)
    if known:
        intent.RegistryName = String("http://www.color.org")
    return intent
