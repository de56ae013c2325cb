"""The one door to MkDocs: its events → our pages, our files, and the exchange of folders."""

import florilege.web.early_end  # noqa: F401  # before all that takes long to import

# isort: split
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import Literal, TypeVar, cast

from jinja2 import Environment
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from florilege import anthology as anthologies
from florilege.book.fragments import ENGINE
from florilege.contributing.editor_page import ADDRESS
from florilege.contributing.guide import agrees_by_comment
from florilege.contributing.ways import FORM, WayKind, addresses
from florilege.desk.since_printing import changed_since
from florilege.diagnostics.problems import FlorilegeError, Level, Problem
from florilege.language.sentences import counted, reader_language, say
from florilege.language.words import words
from florilege.publishing.last_good import remember
from florilege.publishing.publishable import Publication, as_json, not_printed, publication
from florilege.runtime.faults import fault, machine_faults
from florilege.runtime.housekeeping import UsedCache, in_use
from florilege.runtime.interruption import end_on_signals
from florilege.runtime.project import (
    OnError,
    Project,
    agreed_day,
    offered_files,
    project_at,
    site_file_names,
    told_day,
)
from florilege.runtime.publication import StagedFolder
from florilege.runtime.search_engine import search_engine
from florilege.runtime.site_files import local_path
from florilege.runtime.utf8_mode import start_again_in_utf8
from florilege.runtime.workers import preload
from florilege.web import material_theme
from florilege.web.changed_words import with_saved_words
from florilege.web.downloads import Downloads, print_downloads
from florilege.web.kept_templates import KeptTemplates
from florilege.web.page import END_OF_WORDS, FoundAs, WebPage
from florilege.web.page_text import in_words
from florilege.web.pictures import narrow_pictures
from florilege.web.refusals import problem_lines, refusal, stopping, texts_folder
from florilege.web.saved_files import SavedFiles, saved_files
from florilege.web.search_index import write_index
from florilege.web.search_words import FoundPage
from florilege.web.site import Site
from florilege.web.site_pages import NOT_INDEXED, TITLE_ANCHOR, at_the_foot, essay_page, menu, pages
from florilege.web.standalone_pages import standalone_pages
from florilege.web.static_files import FONT_PATHS, LOGO_PATH, TOUCH_ICON_PATH, static_files
from florilege.web.style import STYLE_PATH, STYLES
from florilege.web.written_files import written_files
from florilege.web.written_page import page_writer

_log = get_plugin_logger("florilege")

_FIRST, _LAST = 100, -100
EPOCH = "1970-01-01"
"""The day of a file that has none."""
LEFT_OUT = "left-out.json"
"""The file of the site that lists what it lacks, where it lacks something."""

Context = TypeVar("Context")
_LOGGED = {
    Level.ERROR: logging.ERROR,
    Level.WARNING: logging.WARNING,
    Level.SUGGESTION: logging.INFO,
}


class FlorilegeConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves its hook untyped
    """The plugin's options in mkdocs.yml."""

    tomes = option.Type(bool, default=True)
    """Whether `mkdocs build` prints the tomes and offers them on the site."""
    tomes_on_serve = option.Type(bool, default=False)
    """The same of `mkdocs serve`."""
    on_error = option.Choice(("refuse", "leave-out"), default="refuse")
    """What happens where a text is in error: nothing is published, or all but what is in error."""
    contribute_url = option.Type(str, default="")
    """Where readers are sent who want to write; without it, `repo_url`."""
    today = option.Type((str, date), default="")
    """The day on which the site is published, by which embargoes end; without it, `SOURCE_DATE_EPOCH`."""
    files = option.Type(list, default=[])
    """What readers may download of `contributions/files/`, with titles, as in `nav`."""
    fields = option.Type(dict, default={})
    """Names of front matter that aren't ours → ours, or `ignore`: `{categories: tags, slug: ignore}`."""
    web_editor = option.Type(dict, default={})
    """Where the web editor writes to (`name`, `repo`, `branch` …); without it, there is none."""
    form = option.Type((bool, str), default=False)
    """Whether the site has the form on which anybody writes an essay; the address that texts are sent to."""
    status_page = option.Choice(("private", "public"), default="private")
    """Whether the site has the board of `florilege status` at `/status/`."""
    maintainers = option.ListOfItems(option.Type(str), default=[])
    """The accounts of those who may propose any change: for `florilege proposal`, not for the site."""


class FlorilegePlugin(BasePlugin[FlorilegeConfig]):  # type: ignore[no-untyped-call]
    """Translates MkDocs' events; all else happens elsewhere.

    - `on_startup`: to know whether we build or serve (and so to live on from one rebuild to the next)
    - `on_config`: to set the theme where mkdocs.yml leaves it alone, and the search
    - `on_pre_build`: to read and check the contributions before MkDocs empties a folder, to refuse bad ones
      or to leave them out, to print the tomes, and to turn the output to a folder beside the site; the cache
      is in use from here on
    - `on_files`: to replace what lies in contributions/ by our pages and vetted images, and to set the menu
      where mkdocs.yml has none
    - `on_nav`: to know which of the editor's own pages the menu doesn't name, and where in it others belong
    - `on_page_content`: to give each page its finished HTML, which no Markdown and no Jinja has seen
    - `on_page_context`: to show the plugins in between a page's own words alone, and the menu where it stands
    - `on_post_page`: to have the menu forget that
    - `on_template_context`: to leave unlisted pages out of the map of the site, and days of builds
    - `on_post_template`: to give the compressed map a time that isn't that of the build
    - `on_env`: to give our templates the words of the site's language and, when serving, what is wrong
    - `on_post_build`: to exchange the new folder with the old site, if nothing was amiss, and trim the cache
    - `on_build_error`: to remove the new folder, and trim the cache
    - `on_serve`: to set again but the page of an essay of which but the words were saved
    - `on_shutdown`: to end `mkdocs build` with 1 where something was left out
    """

    def __init__(self) -> None:
        self._command: str = "build"
        self._lang = "en"
        self._pages: dict[str, WebPage] = {}
        self._shown = ("", "", "")
        self._mapped: tuple[Page, ...] = ()
        self._foot: tuple[tuple[str, str], ...] = ()
        self._tabs: dict[str, Page] = {}
        self._site: Site | None = None
        self._project: Project | None = None
        self._publication: Publication | None = None
        self._lacking = ""
        self._refused: tuple[Problem, ...] = ()
        self._replacement: StagedFolder | None = None
        self._cache = ExitStack()
        self._site_dir = ""
        self._engine: Path | None = None
        self._found: dict[str, FoundPage] = {}
        self._warnings = CountHandler(level=logging.WARNING)
        self._templates = KeptTemplates()
        self._saved: SavedFiles | None = None
        self._framed: MkDocsConfig | None = None
        """The settings, as templates may print them."""
        self._nav: Navigation | None = None
        self._writer: Callable[[str], None] | None = None
        """Writes the page of a text once more, as the last build left what surrounds it; None if none can."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        start_again_in_utf8()
        self._command = command
        preload(*ENGINE)
        if command != "serve":  # MkDocs ends that itself
            end_on_signals()

    @event_priority(_FIRST)  # before Material's search reads its settings
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        lang = _language(config)
        self._lang = reader_language(otherwise=lang)
        _set_theme(config, lang)
        self._engine = search_engine() if config.theme.name in material_theme.NAMES else None
        if self._engine:
            _leave_search_to_us(config)
        return config

    @event_priority(_FIRST)  # before another plugin writes into the output folder
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        self._abandon()
        self._found.clear()
        self._writer = None
        if self._command == "serve":
            self._saved = _saved_files(config)
        with _errors_translated(Path(config.config_file_path).parent, self._lang):
            told = str(self.config.today)
            today, day = told_day(told), agreed_day(told)
            offered = offered_files(self.config.files)
        self._project = project = project_at(
            Path(config.config_file_path).parent,
            Path(config.docs_dir),
            site_url=config.site_url or "",
            on_error=cast("OnError", self.config.on_error),
            today=today,
            day=day,
            site_files=_site_file_names(config),
            offered=offered,
            field_names={str(theirs): str(ours or "") for theirs, ours in self.config.fields.items()},
        )
        with _errors_translated(project.root, self._lang):
            if self._command != "serve":
                self._begin(config)  # before anything is made that another build of this site makes too
            cached = self._cache.enter_context(in_use(project, partial(_warn_of_cache, self._lang)))
            anthology = cached.run(anthologies.load)
        self._refused = stopping(anthology, strict=config.strict)
        refusing = config.strict or project.on_error == "refuse"
        at_once = refusing or self._command == "serve"  # else what is left out is said at the end
        later = set() if at_once else {*anthology.errors, *anthology.refusals}
        if not (self._refused and refusing):  # where something stands in for a text, links lead to it
            later |= {each for each in anthology.problems if each.code == "link-left-out"}
        _report([each for each in anthology.problems if each not in later], project, self._lang)
        if self._refused and refusing:
            if self._command == "serve" and self._site is not None:
                return  # the pages of before, with what is wrong above them
            raise PluginError(refusal(self._refused, self._lang))
        with _errors_translated(project.root, self._lang):
            published = cached.run(partial(publication, anthology=anthology, refusing=refusing))
            _report(published.warnings, project, self._lang)
            downloads, unprintable = self._print(cached, published, refusing=refusing)
        if unprintable and refusing:
            _report(unprintable, project, self._lang)
            raise PluginError(refusal(unprintable, self._lang))
        published = replace(published, left_out=(*published.left_out, *unprintable))
        self._publication = published
        self._site = Site(
            anthology=published.site,
            name=config.site_name,
            url=project.site_url,
            lang=_language(config),
            contribute_url=self.config.contribute_url or config.repo_url or "",
            ways=self._ways(project, config.repo_url or ""),
            agrees_by_comment=agrees_by_comment(project.root),
            downloads=downloads,
            changed=changed_since(published.site, project.contributions),
            drafts=self._command == "serve",
            has_search=self._engine is not None,
            index="" if config.use_directory_urls else "index.html",
        )
        with _errors_translated(project.root, self._lang):
            narrower = partial(narrow_pictures, site=self._site)
            self._site = replace(self._site, narrower=cached.run(narrower))
        if self._wants_tomes():
            with _errors_translated(project.root, self._lang):
                self._site = cached.run(partial(self._with_cards, self._site))
        self._pages = {page.source or f"{page.path}index.md": page for page in pages(self._site)}

    def _print(
        self, cached: UsedCache, published: Publication, *, refusing: bool
    ) -> tuple[Downloads, tuple[Problem, ...]]:
        """The tomes, if they are wanted, and what can't be printed; none of them if `refusing` meets any."""
        if not self._wants_tomes():
            return Downloads(), ()
        failures: list[FlorilegeError] = []

        def print_all(project: Project) -> Downloads:
            failures.clear()
            return print_downloads(
                project, published.tomes, on_failure=failures.append, all_or_nothing=refusing
            )

        downloads = cached.run(print_all)
        return downloads, not_printed(failures, published.tomes.catalogue)

    def _ways(self, project: Project, repository: str) -> Mapping[WayKind, str]:
        """Where texts are handed in: addresses below the site's, and those on the forge."""
        return addresses(
            project.root,
            repository=repository,
            form=FORM if self.config.form else "",
            editor=ADDRESS if self.config.web_editor else "",
        )

    def _with_cards(self, site: Site, project: Project) -> Site:
        """The site with the cards of its pages, painted as the tomes are; a card that can't be is missing."""
        # What paints them is heavy to open, and a build may do without.
        from florilege.web.shared_cards import shared_cards

        failures: list[FlorilegeError] = []
        cards = shared_cards(project, site, failures.append)
        for failure in failures:
            _log.warning(failure.message(self._lang))
        return replace(site, cards=cards)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self._site is not None
        if config.nav is None:
            config.nav = [{escape(name): uri} for name, uri in menu(self._site)]
        kept = [file for file in files if file.generated_by or file.src_dir != config.docs_dir]
        kept += (_page_file(config, uri, page) for uri, page in self._pages.items())
        assert self._project is not None
        for uri, path in static_files(self._site, self._project):
            kept.append(File.generated(config, uri, abs_src_path=str(path)))
        for uri, content in written_files(self._site):
            kept.append(File.generated(config, uri, content=content, inclusion=InclusionLevel.INCLUDED))
        with _errors_translated(self._project.root, self._lang):
            standalone = [
                *standalone_pages(
                    self._site,
                    self._project,
                    form=cast("bool | str", self.config.form),
                    has_board=self.config.status_page == "public",
                    editor=self.config.web_editor,
                )
            ]
        kept += (File.generated(config, uri, content=content) for uri, content in standalone)
        if self._publication and self._publication.left_out:
            lang, root = self._lang, texts_folder(self._project)
            content = as_json(self._publication, lang=lang, root=root)
            kept.append(File.generated(config, LEFT_OUT, content=content))
        return Files(kept)

    @event_priority(_LAST)  # another plugin may make the menu
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        assert self._site is not None
        in_menu = {page.file.src_uri: page for page in nav.pages}
        self._foot = tuple(at_the_foot(self._site, in_menu.keys()))
        of = (
            (uri, in_menu.get(f"{page.path.partition('/')[0]}/index.md")) for uri, page in self._pages.items()
        )
        self._tabs = {uri: tab for uri, tab in of if tab is not None and uri not in in_menu}
        self._nav = nav
        return nav

    @event_priority(_FIRST)  # other plugins see the content that readers will
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        ours = self._pages.get(page.file.src_uri)
        if ours is None:
            return html
        page.meta = material_theme.page_meta(ours)
        page.toc = _contents(ours)
        return ours.html

    @event_priority(_FIRST)
    def _show_words(self, context: Context, *, page: Page, config: MkDocsConfig, nav: object) -> Context:
        """Let other plugins see a page's own words: search and feeds leave out lists and notices."""
        if tab := self._tabs.get(page.file.src_uri):
            tab.active = True  # an essay is among the essays, which the menu names
        # Material 9.8 makes keys of a letter of these (WCAG 2.1.4), which lists have no use for.
        page.previous_page = page.next_page = None
        if page.file.src_uri in self._pages:
            own, _, rest = (page.content or "").partition(END_OF_WORDS)
            page.content = in_words(own)
            self._shown = page.content, own, rest
        return context

    @event_priority(_LAST)
    def _show_all(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: object
    ) -> TemplateContext:
        """Give the page all that stands on it, its words as another plugin has made them if one has.

        Search finds those. The frame has the name of the site as it may stand in HTML.
        """
        context["config"] = self._framed or config
        theirs = page.content or ""
        if page.file.src_uri in self._pages:
            shown, own, rest = self._shown
            page.content = (own if theirs == shown else theirs) + rest
        ours = self._pages.get(page.file.src_uri)
        if ours is None or ours.searchable:
            title = ours.title if ours else unescape(str(page.title))
            self._found[page.url] = FoundPage(
                path=page.url, title=title, html=theirs, found=ours.found if ours else FoundAs()
            )
        return context

    on_page_context = CombinedEvent(_show_words, _show_all)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        if tab := self._tabs.get(page.file.src_uri):
            tab.active = False
        return output

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Leave unlisted pages out of the map of the site; date the others by what they show."""
        context["config"] = self._framed or config
        if template_name == "sitemap.xml":
            self._mapped = tuple(file.page for file in context["pages"] if file.page)
            for page in self._mapped:
                ours = self._pages.get(page.file.src_uri)
                page.update_date = ours.date.isoformat() if ours and ours.date else ""
            hidden = {uri for uri, page in self._pages.items() if NOT_INDEXED in page.head}
            context["pages"] = [file for file in context["pages"] if file.src_uri not in hidden]
        return context

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give MkDocs a day for the time of the compressed map, which may not be that of the build."""
        for page in self._mapped:
            page.update_date = page.update_date or EPOCH
        return output_content

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        serving = self._command == "serve"
        self._framed = material_theme.shown_settings(config)
        shown = (
            [line for _, line in problem_lines(self._refused, self._project, self._lang)]
            if self._project and serving
            else []
        )
        env.globals.update(
            florilege=words(_language(config)),
            florilege_refused=shown,
            florilege_foot=self._foot,
            florilege_fonts=FONT_PATHS,
            florilege_icon=LOGO_PATH,
            florilege_style=STYLE_PATH,
            florilege_search=self._site.search_page if self._site else "",
            florilege_touch_icon=TOUCH_ICON_PATH,
        )
        # Material includes some thirty templates in each page; to look whether each changed takes a while.
        env.auto_reload = serving
        if serving:
            env.bytecode_cache = self._templates
            assert self._nav is not None
            self._writer = page_writer(config, files, self._nav, env)
        return env

    @event_priority(_LAST)  # after other plugins have written what they write
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self._index(config)
        _warn_of_missing(config, self._lang)
        if self._replacement is not None:
            if config.strict and self._warnings.get_counts():
                raise PluginError(say("interface", "site.strict", self._lang))
            with _errors_translated(Path(config.site_dir), self._lang):
                if not self._replacement.publish():
                    _log.info(say("interface", "site.two-steps", self._lang))
            config.site_dir = self._site_dir  # `mkdocs gh-deploy` reads it next
            self._conclude()
        self._abandon()

    def _index(self, config: MkDocsConfig) -> None:
        """Make what readers search; without the program that makes it the site has no search."""
        if self._engine:
            with _errors_translated(Path(config.site_dir), self._lang):
                write_index(
                    self._found.values(), Path(config.site_dir), engine=self._engine, lang=_language(config)
                )
        elif config.theme.name in material_theme.NAMES and "material/search" not in config.plugins:
            _log.warning(say("interface", "site.search-missing", self._lang))

    def _conclude(self) -> None:
        """Say what the new site lacks, and remember what it has."""
        assert self._publication is not None
        assert self._project is not None
        published, project = self._publication, self._project
        if project.on_error == "leave-out":
            remember(project, published.whole, published.site, except_for=published.standing_in)
        _report(published.left_out, project, self._lang)
        for key in published.standing_in:
            path = f"{texts_folder(project)}/{key.path}"
            _log.warning(say("interface", "left-out.last-good", self._lang, path=path))
        if published.left_out:
            file = f"{os.path.relpath(self._site_dir, project.root)}/{LEFT_OUT}"
            count = len(published.left_out)
            self._lacking = counted("interface", "left-out.sum", count, self._lang, file=file)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        whole = server.builder

        def build() -> None:
            if not self._set_again(config):
                whole()

        server.builder = build
        return server

    def _set_again(self, config: MkDocsConfig) -> bool:
        """Write the pages of the essays whose words alone were saved; false where other pages show them."""
        site, project, saved, writer = self._site, self._project, self._saved, self._writer
        if not (site and project and saved and writer and self._publication):
            return False
        if self._refused or self._publication.left_out or self._wants_tomes():
            return False
        now = _saved_files(config)
        changed = saved.changed_essays(now)
        changed_site = with_saved_words(site, project, changed, partial(_warn_of_cache, self._lang))
        if changed_site is None:
            return False
        for id in changed:
            page = essay_page(changed_site, changed_site.essays[id])
            self._pages[page.source] = page
            writer(page.source)
            path = f"{texts_folder(project)}/{page.source}"
            _log.info(say("interface", "site.set-again", self._lang, path=path))
        self._site, self._saved = changed_site, now
        return bool(changed)

    def on_shutdown(self) -> None:
        if self._lacking and self._command == "build":  # `mkdocs gh-deploy` has yet to publish the site
            raise PluginError(self._lacking)

    @event_priority(_LAST)  # it raises, and another plugin's comes first
    def on_build_error(self, *, error: Exception) -> None:
        said = ""
        if self._replacement is not None and isinstance(error, OSError):  # of MkDocs, which writes our pages
            said = fault("target-unwritable", self._replacement.target, error).message(self._lang)
        self._abandon()
        if said:
            raise PluginError(said) from error

    def _begin(self, config: MkDocsConfig) -> None:
        """Turn MkDocs' output to a folder beside the site."""
        self._site_dir = config.site_dir
        self._replacement = StagedFolder(Path(config.site_dir))
        config.site_dir = str(self._replacement.folder)
        self._warnings = CountHandler(level=logging.WARNING)
        _host_logger().addHandler(self._warnings)

    def _abandon(self) -> None:
        """Let go of what a build holds: the folder beside the site, and the cache."""
        self._cache.close()
        if self._replacement is not None:
            self._replacement.abandon()
            self._replacement = None
        _host_logger().removeHandler(self._warnings)

    def _wants_tomes(self) -> bool:
        return self.config.tomes_on_serve if self._command == "serve" else self.config.tomes


def _page_file(config: MkDocsConfig, uri: str, page: WebPage) -> File:
    """A page as MkDocs takes it: called as the file of its text, which « edit » leads to."""
    file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = f"{page.path}index.html"
    file.edit_uri = page.source or None
    return file


def _saved_files(config: MkDocsConfig) -> SavedFiles:
    """What MkDocs watches, as it is now."""
    theme = [config.theme.custom_dir] if config.theme.custom_dir else []
    return saved_files(
        Path(config.docs_dir), [Path(each) for each in (config.config_file_path, *config.watch, *theme)]
    )


def _language(config: MkDocsConfig) -> str:
    """The language of the interface: the theme's."""
    return str(config.theme.get("language") or "fr")


def _set_theme(config: MkDocsConfig, lang: str) -> None:
    theme = config.theme
    if theme.name not in material_theme.NAMES:
        config.extra_css[:0] = STYLES
    else:
        theme.dirs.insert(1 if theme.custom_dir else 0, str(material_theme.TEMPLATES))
        theme.update(material_theme.theme_settings(theme, words(lang)))


def _leave_search_to_us(config: MkDocsConfig) -> None:
    """Turn Material's search off, which finds « konaté » only as it is written, and fetches all it knows."""
    if search := config.plugins.get("material/search"):
        search.config.update(enabled=False)


def _site_file_names(config: MkDocsConfig) -> tuple[str, ...]:
    """What mkdocs.yml, and the plugins before us, name for the look of the site."""
    theme = {name: config.theme.get(name) for name in ("logo", "favicon")}
    return site_file_names(theme, [*config.extra_css], [str(each) for each in config.extra_javascript])


def _warn_of_missing(config: MkDocsConfig, lang: str) -> None:
    """Warn of files that each page will ask for in vain: MkDocs itself says nothing."""
    settings = Path(config.config_file_path)
    lines = settings.read_text(encoding="utf-8", errors="replace").split("\n")
    for name in _site_file_names(config):
        path = local_path(name)
        if path and not Path(config.site_dir, path).is_file():
            line = next((number for number, line in enumerate(lines, 1) if name in line), 1)
            folder = os.path.relpath(config.docs_dir, settings.parent)
            facts = {"file": settings.name, "line": line, "name": name, "folder": folder}
            _log.warning(say("interface", "site.file-missing", lang, **facts))


def _report(problems: Sequence[Problem], project: Project, lang: str) -> None:
    """Log some problems; of many, each kind."""
    for level, line in problem_lines(problems, project, lang):
        _log.log(_LOGGED[level], line)


def _warn_of_cache(lang: str, error: FlorilegeError) -> None:
    _log.warning(say("interface", "cache.unused", lang, reason=error.message(lang)))


@contextmanager
def _errors_translated(folder: Path, lang: str) -> Iterator[None]:
    """Let MkDocs say in a line what is wrong, a fault of the machine at `folder` where no other is named."""
    try:
        with machine_faults(folder):
            yield
    except FlorilegeError as error:
        said = error.message(lang)
        if error.exit_code == 1:
            said = say("interface", "site.nothing", lang, error=said)
        raise PluginError(said) from error


def _host_logger() -> logging.Logger:
    """The logger above all of the host's: `mkdocs`, or that of its fork."""
    return logging.getLogger(_log.logger.name.partition(".")[0])


def _contents(page: WebPage) -> TableOfContents:
    """The page's title with its headings below: Material's own table leaves the title out."""
    root = AnchorLink(escape(page.title), TITLE_ANCHOR, 1)
    open_headings = [root]
    for heading in page.headings:
        item = AnchorLink(heading.html, heading.id, heading.level)
        while open_headings[-1].level >= heading.level:
            open_headings.pop()
        open_headings[-1].children.append(item)
        open_headings.append(item)
    return TableOfContents([root])
