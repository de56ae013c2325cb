"""The fields of front matter → the page of reference that docs/ keeps."""

from decimal import Decimal

from florilege.language.examples import example_in
from florilege.language.sentences import say, sentences
from florilege.reading.consentfields import AgreedTextFields, ConsentFields, NeededRightsFields
from florilege.reading.costfields import FixedCostFields, PrintingPriceFields, RoyaltyTermsFields
from florilege.reading.editionfields import FinishedFileFields, PrintedEssayFields, PrintedMatterFields
from florilege.reading.fields import LANG, BylineFields, Fields, LinkFields
from florilege.reading.fieldtypes import TRIMS
from florilege.reading.placefields import PlaceFields
from florilege.reading.planfields import CallFields, DeadlinesFields, InvitationFields
from florilege.reading.pressfields import CoverFields, PressFields
from florilege.reading.roundfields import ApprovalFields, CorrectionFields, ProofFields
from florilege.reading.schema import KINDS, RECORDS
from florilege.reading.survey import MATTERS
from florilege.reading.volumefields import DownloadFields, ImprintFields, PartFields, SponsorFields
from florilege.reference.markdown_page import finished

NESTED: dict[str, type[Fields]] = {
    "byline": BylineFields,
    "link": LinkFields,
    "imprint": ImprintFields,
    "download": DownloadFields,
    "cover": CoverFields,
    "press": PressFields,
    "part": PartFields,
    "sponsor": SponsorFields,
    "place": PlaceFields,
    "needed-rights": NeededRightsFields,
    "call": CallFields,
    "deadlines": DeadlinesFields,
    "invitation": InvitationFields,
    "printing-price": PrintingPriceFields,
    "fixed-cost": FixedCostFields,
    "royalty-terms": RoyaltyTermsFields,
    "consent": ConsentFields,
    "agreed-text": AgreedTextFields,
    "proof": ProofFields,
    "approval": ApprovalFields,
    "correction": CorrectionFields,
    "printed-essay": PrintedEssayFields,
    "printed-matter": PrintedMatterFields,
    "finished-file": FinishedFileFields,
}
"""What is inside fields, by the name of its sentence."""


def fields_page(lang: str) -> str:
    """Every kind of file with its fields, then what is inside fields."""
    own = sentences("reference", lang)
    lines = [f"# {own['fields.title']}", "", own["fields.lead"]]
    for name, kind in (KINDS | RECORDS | NESTED).items():
        lines += ["", f"## {own[f'fields.kind.{name}']}", ""]
        if name == "matter":
            names = ", ".join(f"`{kind}.md`" for kind in MATTERS)
            lines += [say("reference", "fields.matter-lead", lang, files=names), ""]
        lines += _table(kind, lang)
    return finished(lines, lang)


def _table(kind: type[Fields], lang: str) -> list[str]:
    rows = []
    for name, about in kind.abouts().items():
        field = f"**{name}**" if kind.model_fields[name].is_required() else name
        aliases = ", ".join(f"`{alias}`" for alias in about.aliases)
        meaning = kind.meaning(name, lang) + _default(kind, name, lang)
        rows.append(
            f"| {field} | {meaning} | `{example_in(about.example, lang)}` | {aliases} |".replace("  |", " |")
        )
    return [say("reference", "fields.head", lang), "|---|---|---|---|", *rows]


def _default(kind: type[Fields], name: str, lang: str) -> str:
    """A sentence that tells what a field is where it isn't written, if that is more than nothing or false."""
    default = kind.model_fields[name].default
    default = next((size for size, trim in TRIMS.items() if trim == default), default)
    if isinstance(default, tuple) and default:
        default = f"[{', '.join(default)}]"
    elif default is True:
        default = "true"
    if not isinstance(default, str | int | Decimal) or not default or kind.abouts()[name] is LANG:
        return ""  # a mapping tells its own fields; a language comes from around it
    return f" {say('reference', 'default', lang, value=str(default))}"
