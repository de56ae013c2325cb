"""Finished tome → its message in ONIX for Books 3.0, which booksellers' databases read.

Codes are those of EDItEUR's lists (https://ns.editeur.org/onix), whose numbers stand beside them.
"""

from collections.abc import Iterator

from florilege.bibliography.finished_tome import EDITION_OF, FinishedTome, Product, ProductKind, language_code
from florilege.bibliography.names import record_name
from florilege.bibliography.titles import edited_by
from florilege.bibliography.xml_file import Element, as_file, given, maker
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.writings import Byline, Essay

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
E = maker(NAMESPACE)

_FORMS: dict[ProductKind, tuple[str, str]] = {
    "print": ("BC", ""),
    "pdf": ("ED", "E107"),
    "epub": ("ED", "E101"),
}
"""Paperback or download (150), PDF or EPUB (175)."""
AUTHOR, EDITOR, TRANSLATOR = "A01", "B01", "B06"
"""List 17."""
_FIXED_PRICE = frozenset({"fr", "de", "es", "it", "pt", "nl"})
"""Languages of the countries in which a law fixes the price of books: « retail price fixed by law » there."""


def message(tome: FinishedTome) -> str:
    """One record for each product with an ISBN."""
    header = E.Header(E.Sender(E.SenderName(_house(tome))), E.SentDateTime(f"{tome.now:%Y%m%dT%H%MZ}"))
    root = E.ONIXMessage(header, *(_product(tome, each) for each in tome.products), release="3.0")
    return as_file(root)


def _product(tome: FinishedTome, product: Product) -> Element:
    tome = tome.of(EDITION_OF[product.kind])
    return E.Product(
        E.RecordReference(f"{tome.reference}#{product.kind}"),
        E.NotificationType("03"),  # list 1: confirmed on publication
        E.RecordSourceType("01"),  # list 3: publisher
        *_identifiers(tome, product),
        _description(tome, product),
        *_collateral(tome),
        *_contents(tome),
        _publishing(tome),
        *_related(tome, product),
        _supply(tome, product),
    )


def _identifiers(tome: FinishedTome, product: Product) -> Iterator[Element]:
    """ISBN-13 and GTIN-13 (list 5); the DOI is the text's, whatever it is read on."""
    yield from _identified(product)
    if tome.volume.doi and product.kind == "pdf":
        yield E.ProductIdentifier(E.ProductIDType("06"), E.IDValue(tome.volume.doi))


def _identified(product: Product) -> Iterator[Element]:
    for kind in ("15", "03"):
        yield E.ProductIdentifier(E.ProductIDType(kind), E.IDValue(product.digits))


def _description(tome: FinishedTome, product: Product) -> Element:
    volume = tome.volume
    form, detail = _FORMS[product.kind]
    return E.DescriptiveDetail(
        E.ProductComposition("00"),  # list 2: one item
        E.ProductForm(form),
        *given(E, "ProductFormDetail", detail),
        *(_features(tome) if product.kind == "epub" else ()),
        E.PrimaryContentType("10"),  # list 81: text to read
        *(_measures(tome) if product.kind == "print" else (E.EpubTechnicalProtection("00"),)),
        *(() if product.kind == "print" else _license(tome)),
        *(_collection(tome) if volume.series else ()),
        _title("01", volume.title, volume.subtitle),
        *_contributors(tome),
        *given(E, "ContributorStatement", _statement(tome)),
        E.Language(E.LanguageRole("01"), E.LanguageCode(language_code(volume.lang))),
        *_extents(tome, product),
        *_subjects(tome),
        E.Audience(E.AudienceCodeType("01"), E.AudienceCodeValue("01")),  # list 28: general
    )


def _features(tome: FinishedTome) -> Iterator[Element]:
    """What the e-book says of its accessibility (list 79: 09, list 196)."""
    for code, words in tome.accessibility.items():
        yield E.ProductFormFeature(
            E.ProductFormFeatureType("09"),
            E.ProductFormFeatureValue(code),
            *given(E, "ProductFormFeatureDescription", words),
        )


def _measures(tome: FinishedTome) -> Iterator[Element]:
    """Height and width (list 48), in mm."""
    for kind, length in (("01", tome.volume.trim.height), ("02", tome.volume.trim.width)):
        yield E.Measure(E.MeasureType(kind), E.Measurement(f"{length:g}"), E.MeasureUnitCode("mm"))


def _license(tome: FinishedTome) -> Iterator[Element]:
    license = LICENSES.get(tome.volume.license)
    if license and license.url:
        yield E.EpubLicense(
            E.EpubLicenseName(license.name(tome.volume.lang)),
            E.EpubLicenseExpression(
                E.EpubLicenseExpressionType("02"),  # list 218: for professionals
                E.EpubLicenseExpressionLink(license.url),
            ),
        )


def _collection(tome: FinishedTome) -> Iterator[Element]:
    """The work of which this is a tome, and its number there (list 148: 10, publisher's collection)."""
    volume = tome.volume
    issn = [E.CollectionIdentifier(E.CollectionIDType("02"), E.IDValue(volume.issn.replace("-", "")))]
    number = [] if volume.number is None else [_element("01", part=str(volume.number))]
    yield E.Collection(
        E.CollectionType("10"),
        *(issn if volume.issn else ()),
        E.TitleDetail(E.TitleType("01"), *number, _element("02", title=volume.series)),
    )


def _element(level: str, *, title: str = "", part: str = "", subtitle: str = "") -> Element:
    """A title of a product (list 149: 01), a collection (02) or a part of a product (04)."""
    return E.TitleElement(
        E.TitleElementLevel(level),
        *given(E, "PartNumber", part),
        *given(E, "TitleText", title),
        *given(E, "Subtitle", subtitle),
    )


def _title(level: str, title: str, subtitle: str) -> Element:
    return E.TitleDetail(E.TitleType("01"), _element(level, title=title, subtitle=subtitle))


def _contributors(tome: FinishedTome) -> Iterator[Element]:
    people = [
        *((EDITOR, each) for each in tome.volume.editors),
        *((AUTHOR, each) for each in tome.authors),
        *((TRANSLATOR, each) for each in tome.translators),
    ]
    for number, (role, byline) in enumerate(people, start=1):
        yield _contributor(tome, byline, role, number)
    if not people:
        yield E.NoContributor()


def _contributor(tome: FinishedTome, byline: Byline, role: str, number: int) -> Element:
    author = tome.online.catalogue.authors.get(byline.author or "")
    name = record_name(tome.online, byline)
    codes = (("21", author.orcid), ("16", author.isni)) if author else ()  # list 44: ORCID, ISNI
    parts = (
        [E.CorporateName(name.whole)]
        if name.organisation
        else [
            E.PersonName(name.whole),
            *given(E, "PersonNameInverted", ", ".join(filter(None, (name.family, name.given, name.suffix)))),
            *given(E, "NamesBeforeKey", name.given),
            *([E.KeyNames(name.family)] if name.family else []),
            *given(E, "SuffixToKey", name.suffix),
        ]
    )
    return E.Contributor(
        E.SequenceNumber(str(number)),
        E.ContributorRole(role),
        *(
            E.NameIdentifier(E.NameIDType(kind), E.IDValue(code.replace("-", "").replace(" ", "")))
            for kind, code in codes
            if code
        ),
        *parts,
        *given(E, "BiographicalNote", tome.notices.get(author.id, "") if author else ""),
    )


def _statement(tome: FinishedTome) -> str:
    """« sous la direction de … »."""
    before, editors = edited_by(tome.volume, tome.volume.lang)
    return before + ", ".join(each.name for each in editors) if editors else ""


def _extents(tome: FinishedTome, product: Product) -> Iterator[Element]:
    """Pages (list 23: 00, or 08 for those of the printed book) and bytes (22)."""
    if tome.page_count:
        kind = "08" if product.kind == "epub" else "00"
        yield _extent(kind, tome.page_count, "03")
    if product.size:
        yield _extent("22", product.size, "17")


def _extent(kind: str, value: int, unit: str) -> Element:
    return E.Extent(E.ExtentType(kind), E.ExtentValue(str(value)), E.ExtentUnit(unit))


def _subjects(tome: FinishedTome) -> Iterator[Element]:
    """Thema (list 27: 93), of which the first is the main one, CLIL (29), and words (20)."""
    for place, code in enumerate(tome.volume.thema):
        main = [E.MainSubject()] if not place else []
        yield E.Subject(*main, E.SubjectSchemeIdentifier("93"), E.SubjectCode(code))
    for code in tome.volume.clil:
        yield E.Subject(E.SubjectSchemeIdentifier("29"), E.SubjectCode(code))
    words = dict.fromkeys(word for essay in tome.essays for word in (*essay.keywords, *essay.tags))
    if words:
        yield E.Subject(E.SubjectSchemeIdentifier("20"), E.SubjectHeadingText("; ".join(words)))


def _collateral(tome: FinishedTome) -> Iterator[Element]:
    """The blurb and the contents (list 153: 03, 04), for everybody (154: 00)."""
    contents = "\n".join(essay.title for essay in tome.essays)
    texts = [
        E.TextContent(E.TextType(kind), E.ContentAudience("00"), E.Text(text))
        for kind, text in (("03", tome.about), ("04", contents))
        if text
    ]
    if texts:
        yield E.CollateralDetail(*texts)


def _contents(tome: FinishedTome) -> Iterator[Element]:
    """Each essay with its pages and who wrote it."""
    if tome.essays:
        yield E.ContentDetail(*(_chapter(tome, n, essay) for n, essay in enumerate(tome.essays, start=1)))


def _chapter(tome: FinishedTome, number: int, essay: Essay) -> Element:
    pages = dict.fromkeys(map(str, tome.online.pages.get(essay.id, ())))
    tags = ("FirstPageNumber", "LastPageNumber")
    run = [E.PageRun(*(E(tag, page) for tag, page in zip(tags, pages, strict=False)))] if pages else []
    doi = [E.TextItemIdentifier(E.TextItemIDType("06"), E.IDValue(essay.doi))] if essay.doi else []
    return E.ContentItem(
        E.LevelSequenceNumber(str(number)),
        E.TextItem(E.TextItemType("03"), *doi, *run),  # list 42: a chapter
        _title("04", essay.title, essay.subtitle),
        *(
            _contributor(tome, byline, role, place)
            for place, (role, byline) in enumerate(
                [
                    *((AUTHOR, each) for each in essay.bylines),
                    *((TRANSLATOR, each) for each in essay.translators),
                ],
                start=1,
            )
        ),
        E.Language(E.LanguageRole("01"), E.LanguageCode(language_code(essay.lang))),
    )


def _house(tome: FinishedTome) -> str:
    """Who publishes and sells it: the anthology itself where no house does."""
    return tome.volume.publisher.name if tome.volume.publisher else tome.online.name


def _publishing(tome: FinishedTome) -> Element:
    forthcoming = tome.date is not None and tome.date > tome.now.date()
    return E.PublishingDetail(
        E.Publisher(E.PublishingRole("01"), E.PublisherName(_house(tome))),
        *given(E, "CityOfPublication", tome.volume.publisher.place if tome.volume.publisher else ""),
        E.PublishingStatus("02" if forthcoming else "04"),  # list 64
        *([E.PublishingDate(E.PublishingDateRole("01"), E.Date(f"{tome.date:%Y%m%d}"))] if tome.date else ()),
        E.SalesRights(E.SalesRightsType("02"), E.Territory(E.RegionsIncluded("WORLD"))),  # non-exclusive
    )


def _related(tome: FinishedTome, product: Product) -> Iterator[Element]:
    """The same text as other products (list 51: 06)."""
    others = [each for each in tome.products if each != product]
    if others:
        yield E.RelatedMaterial(
            *(E.RelatedProduct(E.ProductRelationCode("06"), *_identified(each)) for each in others)
        )


def _supply(tome: FinishedTome, product: Product) -> Element:
    """From the publisher (list 93: 01), when (65), at what price (58: fixed by law where there is one)."""
    volume = tome.volume
    forthcoming = tome.date is not None and tome.date > tome.now.date()
    price = product.price
    fixed = volume.lang.partition("-")[0] in _FIXED_PRICE and price is not None and price.currency == "EUR"
    return E.ProductSupply(
        E.SupplyDetail(
            E.Supplier(E.SupplierRole("01"), E.SupplierName(_house(tome))),
            E.ProductAvailability("10" if forthcoming else "20"),
            *(
                [E.UnpricedItemType("01" if price else "02")]  # list 57: free, or not yet known
                if price is None or price.free
                else [
                    E.Price(
                        E.PriceType("04" if fixed else "02"),
                        E.PriceAmount(price.amount),
                        E.CurrencyCode(price.currency),
                    )
                ]
            ),
        )
    )
