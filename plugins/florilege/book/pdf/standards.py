"""What the file of a tome claims to be: PDF/UA-1 (ISO 14289-1), PDF/A-2u (ISO 19005-2).

A claim is a few lines of metadata and, for an archive, an output intent. That it is true is the work of the
rest of the room; tests/book/test_standards.py has veraPDF say so.
"""

import struct
from collections.abc import Collection
from functools import cache
from typing import Literal

from pikepdf import Array, Dictionary, Name, Pdf, String

Standard = Literal["pdf/ua-1", "pdf/a-2u"]

PDFUA = "http://www.aiim.org/pdfua/ns/id/"
PDFA = "http://www.aiim.org/pdfa/ns/"

CLAIMS: dict[Standard, str] = {
    "pdf/ua-1": f'<rdf:Description rdf:about="" xmlns:pdfuaid="{PDFUA}">'
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>",
    "pdf/a-2u": f'<rdf:Description rdf:about="" xmlns:pdfaid="{PDFA}id/">'
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance></rdf:Description>",
}
"""Standard → its claim in XMP."""

EXTENSION = f"""<rdf:Description rdf:about="" xmlns:pdfaExtension="{PDFA}extension/"
 xmlns:pdfaSchema="{PDFA}schema#" xmlns:pdfaProperty="{PDFA}property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{PDFUA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""What PDF/A wants to know of a claim that it doesn't know itself (ISO 19005-2, 6.6.2.3)."""


def claim(out: Pdf, standards: Collection[Standard]) -> None:
    """Write what a tome, whose metadata are written, meets beside PDF 1.7."""
    claims = [CLAIMS[standard] for standard in sorted(standards)]
    if "pdf/a-2u" in standards:
        claims += [EXTENSION] if "pdf/ua-1" in standards else []
        _say_colours(out)
        _keep_samples(out)
    metadata = out.Root.Metadata
    end = b"</rdf:RDF>"
    metadata.write(metadata.read_bytes().replace(end, "\n".join(claims).encode() + b"\n" + end))


def _say_colours(out: Pdf) -> None:
    """Say that colours are those of sRGB (ISO 19005-2, 6.2.3)."""
    name = String("sRGB IEC61966-2.1")
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=out.make_stream(srgb_profile(), N=3),
    )
    out.Root.OutputIntents = Array([out.make_indirect(intent)])


def _keep_samples(out: Pdf) -> None:
    """Have no viewer smooth a picture (ISO 19005-2, 6.2.8)."""
    for page in out.pages:
        for picture in page.Resources.get("/XObject", Dictionary()).values():
            for image in (picture, picture.get("/SMask")):
                if image is not None and "/Interpolate" in image:
                    del image["/Interpolate"]


@cache
def srgb_profile() -> bytes:
    """An ICC profile of sRGB; in place of the hour at which it is made stands the day on which sRGB became a
    standard, 1999-10-18 (ICC.1:2022, 7.2.8).
    """
    from PIL import ImageCms  # slow to load, and for archives alone

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + struct.pack(">6H", 1999, 10, 18, 0, 0, 0) + profile[36:]
