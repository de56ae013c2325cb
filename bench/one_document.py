"""The sheets of a volume → one WeasyPrint document: what the press is measured against.

    PYTHONPATH=tests python bench/one_document.py VOLUME OUTPUT

Works in the folder of an anthology, whose texts should be in its cache. This alone of the benches knows the
inside of the press. Every reference leads to page 100: what matters is how long it takes to say so.
"""

import os
import sys
from collections import defaultdict
from pathlib import Path

from weasyprint import HTML

from book.oracle import one_document
from florilege.anthology import load
from florilege.book.compose import compose
from florilege.fonts import faces, write_fontconfig
from florilege.project import find_project


def main(volume_id: str, output: str) -> None:
    project = find_project(Path.cwd())
    anthology = load(project)
    volume = anthology.catalogue.volumes[volume_id]
    sheets = compose(volume, anthology, {}, site_url=project.site_url)
    html = one_document(sheets, volume, defaultdict(lambda: 100))
    os.environ["FONTCONFIG_FILE"] = str(write_fontconfig(project.cache / "fonts", faces(project)))
    HTML(string=html).write_pdf(output, pdf_version="1.7")


if __name__ == "__main__":
    main(*sys.argv[1:])
