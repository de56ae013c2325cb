"""An essay → the title page of its offprint."""

from florilege.anthology import Anthology
from florilege.bibliography.iso690 import reference
from florilege.book.composing.composer import Composer
from florilege.book.composing.look import Look
from florilege.book.composing.look import look as look_of
from florilege.book.sheet import Sheet
from florilege.catalogue.addresses import site_path
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Essay


def offprint_title(
    essay: Essay,
    first: int,
    last: int,
    volume: Volume,
    anthology: Anthology,
    *,
    look: Look | None = None,
    site_url: str = "",
    closeness: int = 0,
) -> Sheet:
    """The title page of an offprint: the essay's title and how to cite its pages, `first` to `last`.

    `closeness` is how close it is set, from 0 (openings.py).
    """
    composer = Composer(
        volume=volume, anthology=anthology, numbers={}, site_url=site_url, look=look or look_of(volume)
    )
    values = {
        "essay": essay,
        "citation": reference(
            essay,
            volume,
            volume.lang,
            printed=composer.plain,
            pages=(first, last),
            abridged=closeness > 0,
        ),
        "licence": essay.license or volume.license,
        "address": f"{site_url}{site_path(essay.key)}" if site_url else "",
        "closeness": closeness,
    }
    title = composer.plain(essay.title, essay.lang)
    return composer.sheet(f"offprint--{essay.id}", "offprint", title, values, essay=essay.id)
