"""What follows a site: feeds, catalogues, maps, deposits; read back by readers that aren't ours."""

import datetime
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
import yaml
from PIL import Image

from florilege.bibliography import cff
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Body, Byline, Essay
from site_builds import edit, without_tomes

URL = "https://toy.example/"
ACQUISITION = "http://opds-spec.org/acquisition/open-access"


def file_at(site: Path, address: str) -> Path:
    """The file of an address, which must be of the site and there."""
    assert address.startswith(URL)
    path = site / address.removeprefix(URL)
    return path / "index.html" if address.endswith("/") else path


def feeds_in(site: Path) -> list[Path]:
    return sorted(site.rglob("feed.xml"))


def test_there_is_a_feed_of_all_of_each_tome_and_of_each_author(built: Path) -> None:
    folders = {file.parent.relative_to(built).as_posix() for file in feeds_in(built)}
    authors = {"elise-aubry", "gaspard-de-neuville", "nora-whitlock", "zoe-oeillet"}
    assert folders == {".", *(f"volumes/tome-{n}" for n in (1, 2, 3)), *(f"authors/{id}" for id in authors)}


def test_a_feed_reads_well_and_both_forms_say_the_same(built: Path) -> None:
    for file in feeds_in(built):
        read = feedparser.parse(file.read_bytes())
        assert not read.bozo, read.get("bozo_exception")
        data = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        assert data["title"] == read.feed.title
        assert (built / data["feed_url"].removeprefix(URL)) == file.with_suffix(".json")
        assert file_at(built, read.feed.link).parent == file.parent
        assert read.entries
        days = [entry.updated for entry in read.entries]
        assert days == sorted(days, reverse=True)
        assert read.feed.updated == days[0]
        for entry, item in zip(read.entries, data["items"], strict=True):
            assert (entry.title, entry.link, entry.summary) == (
                item["title"],
                item["url"],
                item["content_text"],
            )
            assert [each.name for each in entry.authors] == [each["name"] for each in item["authors"]]
            assert entry.updated == item["date_published"]
            assert file_at(built, entry.link).is_file()


def test_pages_tell_readers_of_feeds_where_theirs_are(built: Path) -> None:
    for file in feeds_in(built):
        html = (file.parent / "index.html").read_text(encoding="utf-8")
        found = re.findall(r'<link rel="alternate feed" type="[^"]*" title="[^"]*" href="([^"]*)">', html)
        assert [file_at(built, address) for address in found] == [file, file.with_suffix(".json")]


def test_an_essay_without_a_date_is_in_no_feed_and_an_unlisted_one_neither(toy: Path) -> None:
    root = without_tomes(toy)
    essays = root / "contributions/essays"
    loose = "---\ntitle: Sans date\nauthors: [elise-aubry]\nabstract: Rien.\n---\n\nUn mot.\n"
    (essays / "sans-date").mkdir()
    (essays / "sans-date/index.md").write_text(loose, encoding="utf-8")
    edit(essays / "le-banc-vert/index.md", "tags:", "unlisted: true\ntags:")
    site = build_at(root, 1_767_225_600)
    for file in feeds_in(site):
        text = file.read_text(encoding="utf-8")
        assert "sans-date" not in text
        assert "le-banc-vert" not in text
    assert (site / "essays/sans-date/index.html").is_file()


def build_at(root: Path, epoch: int) -> Path:
    """The site as a build at a time leaves it."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "site"


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("dated", [True, False])
def test_a_site_does_not_say_when_it_was_built(toy: Path, dated: bool) -> None:
    """Two builds that differ in `SOURCE_DATE_EPOCH` alone are the same bytes, with dates in it or none."""
    root = without_tomes(toy)
    if not dated:
        for file in root.glob("contributions/*/*/index.md"):
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
            file.write_text("".join(x for x in lines if not x.startswith("date:")), encoding="utf-8")
    first = tree(build_at(root, 1_800_000_000))
    assert tree(build_at(root, 1_900_000_000)) == first
    assert (b"<lastmod>" in first["sitemap.xml"]) == dated


def test_the_map_dates_pages_by_what_they_show(built: Path) -> None:
    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    assert gzip.decompress((built / "sitemap.xml.gz").read_bytes()).decode() == text
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    days = {
        each.findtext(f"{name}loc", "").removeprefix(URL): each.findtext(f"{name}lastmod")
        for each in ElementTree.fromstring(text)
    }
    assert days["essays/le-banc-vert/"] == "2026-03-01"
    assert days["volumes/tome-1/"] == "2026-06-01"
    assert days["volumes/tome-3/"] == "2026-09-01"
    assert days["authors/elise-aubry/"] == "2026-07-14"
    assert days["themes/pain/"] == "2026-08-20"
    assert days[""] == days["essays/"] == "2026-08-20"
    assert days["pages/mentions-legales/"] is None


def test_robots_are_led_to_the_map_and_phones_to_an_icon(built: Path) -> None:
    assert "Sitemap: https://toy.example/sitemap.xml" in (built / "robots.txt").read_text(encoding="utf-8")
    html = (built / "essays/le-banc-vert/index.html").read_text(encoding="utf-8")
    match = re.search(r'<link rel="apple-touch-icon" href="([^"]*)">', html)
    assert match
    with Image.open(built / "essays/le-banc-vert" / match[1]) as icon:
        assert icon.size == (180, 180)


def test_an_editors_own_icon_has_no_rival(toy: Path) -> None:
    root = without_tomes(toy)
    (root / "contributions/assets").mkdir()
    Image.new("RGB", (32, 32)).save(root / "contributions/assets/icon.png")
    edit(root / "mkdocs.yml", "  font: false", "  font: false\n  favicon: assets/icon.png")
    assert "apple-touch-icon" not in (build_at(root, 1_767_225_600) / "index.html").read_text(
        encoding="utf-8"
    )


def test_catalogues_lead_to_files_that_are_there(offered: Path) -> None:
    """Both alike: to each PDF, to each e-book, to each cover, and nowhere else."""
    read = feedparser.parse((offered / "opds.xml").read_bytes())
    assert not read.bozo, read.get("bozo_exception")
    data = json.loads((offered / "opds.json").read_text(encoding="utf-8"))
    files: dict[str, list[str]] = {}
    for entry, publication in zip(read.entries, data["publications"], strict=True):
        links = [(link.rel, link.type, link.href) for link in entry.links if link.rel == ACQUISITION]
        assert links == [
            (link["rel"], link["type"], link["href"])
            for link in publication["links"]
            if link["rel"] == ACQUISITION
        ]
        covers = [link.href for link in entry.links if link.rel == "http://opds-spec.org/image"]
        assert covers == [image["href"] for image in publication.get("images", ())]
        for address in (*(href for *_, href in links), *covers):
            assert file_at(offered, address).is_file()
        files[entry.link] = [kind for _, kind, _ in links] + ["cover" for _ in covers]
        metadata = publication["metadata"]
        assert metadata["@type"] == "http://schema.org/Book"
        assert metadata["modified"] == entry.updated
        assert metadata["identifier"].startswith("urn:isbn:97829999999")
        assert entry.title.endswith(metadata["title"])
        assert metadata["belongsTo"]["series"]["name"] == "Petites rencontres"
    assert files == {
        f"{URL}volumes/tome-1/": ["application/pdf"],
        f"{URL}volumes/tome-2/": ["application/epub+zip", "application/pdf", "cover"],
        f"{URL}volumes/tome-3/": ["application/pdf"],
    }


def test_a_site_without_tomes_has_no_catalogue(built: Path) -> None:
    assert not [*built.glob("opds.*")]


def cff_schema() -> Any:
    text = resources.files("check_jsonschema").joinpath("builtin_schemas/vendor/citation-file-format.json")
    return json.loads(text.read_text(encoding="utf-8"))


def test_a_tome_can_be_cited_by_forges(built: Path) -> None:
    schema = cff_schema()
    for number in (1, 2, 3):
        text = (built / f"volumes/tome-{number}/CITATION.cff").read_text(encoding="utf-8")
        data = yaml.load(text, Loader=yaml.BaseLoader)
        data["preferred-citation"]["year"] = int(data["preferred-citation"]["year"])
        jsonschema.validate(data, schema)
        book = data["preferred-citation"]
        assert (book["type"], book["volume"], book["year"]) == ("edited-work", str(number), 2026)
        assert book["editors"][0] == {
            "family-names": "Aubry",
            "given-names": "Élise",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
        }


@pytest.mark.parametrize("license", [*LICENSES, "Licence de la maison", ""])
def test_whatever_its_licence_a_tome_can_be_cited_by_forges(license: str) -> None:
    body = Body(path="index.md", line=1, markdown="", lang="fr")
    essay = Essay(id="e", title="E", bylines=(Byline(name="Colette"), Byline(name="Colette")), body=body)
    volume = Volume(id="v", title="V: #1 « & »", parts=(), body=body, license=license)
    edition = OnlineEdition(catalogue=Catalogue(title="", home=body), name="x", lang="fr")
    data = yaml.safe_load(cff.citation(edition, volume, [essay], ""))
    jsonschema.validate(data, cff_schema())
    assert data["authors"] == [{"name": "Colette"}]
    assert data.get("license") in (license, None)


def test_a_tome_can_be_deposited(built: Path) -> None:
    data = json.loads((built / "volumes/tome-2/.zenodo.json").read_text(encoding="utf-8"))
    assert data["upload_type"] == "publication"
    assert data["publication_type"] == "book"
    assert datetime.date.fromisoformat(data["publication_date"]) == datetime.date(2026, 6, 15)
    assert {each["name"] for each in data["creators"]} == {"Œillet, Zoé", "Whitlock, Nora"}
    assert [(each["name"], each["type"]) for each in data["contributors"]] == [
        ("Aubry, Élise", "Editor"),
        ("Collectif du palier", "Editor"),
    ]
    assert data["license"] == "cc-by-sa-4.0"
    assert data["description"] == "<p>Deux textes qui ont pris la poste.</p>"


def test_downloads_say_what_they_are(offered: Path) -> None:
    """Each with its format, its size, its pages and the sum of its bytes."""
    html = (offered / "files/index.html").read_text(encoding="utf-8")
    rows = re.findall(
        r'<li><a class="fl-file" href="([^"]+)"[^>]*>[^<]*<small>([^<]*)</small></a>\s*'
        r'<p class="fl-sum">SHA-256 <code>([0-9a-f]{64})</code>',
        html,
    )
    names = []
    for address, facts, digest in rows:
        file = (offered / "files" / address).resolve()
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest
        names.append(file.name)
        assert facts.startswith({".pdf": "PDF, ", ".epub": "EPUB, ", ".png": "PNG, "}[file.suffix])
        assert ("pages" in facts) == (file.suffix == ".pdf")
        assert facts.endswith(("ko", "Mo"))
    assert names == ["tome-1.pdf", "tome-2.pdf", "tome-2.epub", "tome-2.png", "tome-3.pdf"]
    assert '<time datetime="2026-06-15">15 juin 2026</time>' in html
    for address in (
        "../volumes/tome-2/CITATION.cff",
        "../volumes/tome-2/.zenodo.json",
        "../opds.xml",
        "../feed.xml",
    ):
        assert f'href="{address}"' in html
        assert (offered / "files" / address).is_file()
