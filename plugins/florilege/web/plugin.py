"""The one door to MkDocs: its events → our pages, files and the exchange of folders."""

import logging
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler

from florilege import anthology as anthologies
from florilege.anthology import Anthology
from florilege.problems import FlorilegeError, Level, reader_language
from florilege.project import Project, project_at
from florilege.publish import Replacement
from florilege.web import theme_settings
from florilege.web.page import Download, Page
from florilege.web.pages import LISTS, TITLE_ANCHOR, pages
from florilege.web.site import Site, image_path
from florilege.words import words
