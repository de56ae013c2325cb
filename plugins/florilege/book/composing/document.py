"""A sheet → what a worker sets, in the style of its volume."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from markupsafe import escape

from florilege.anthology import Image
from florilege.book.composing.look import Look
from florilege.book.sheet import SCHEME, Job, Sheet


def job(sheet: Sheet, look: Look) -> Job:
    """What a worker needs to set a sheet, but for its images."""
    return Job(
        html=sheet.html,
        style=look.text_style,
        lang=sheet.lang,
        depth=sheet.depth,
        running=tuple(map(look.in_scripts, running_heads(*sheet.heads))) if sheet.heads else (),
    )


def running_heads(verso: str, recto: str) -> tuple[str, str]:
    """The running heads of a text, each on a page of its own."""
    return (
        f'<p class="running head verso">{escape(verso)}</p>',
        f'<p class="running head recto">{escape(recto)}</p>',
    )


def with_images(job: Job, paths: Iterable[str], images: Mapping[str, Image]) -> Job:
    """The job with the bytes of its images."""
    files = {SCHEME + path: (images[path].mime, images[path].file.read_bytes()) for path in paths}
    return replace(job, images=files)
