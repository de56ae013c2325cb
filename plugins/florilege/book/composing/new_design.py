"""A design of the anthology's own, begun: `design/<name>/` with the figures and files of one of ours."""

from importlib.resources import files
from pathlib import Path

from florilege.catalogue.volumes import Design
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.designs import A5, DESIGNS
from florilege.reading.designfields import FILE, RESERVED, SHARED, DesignFields
from florilege.reading.new_ids import require_id
from florilege.runtime.faults import fault


def begin_design(design: Path, name: str, base: Design, lang: str) -> tuple[Path, ...]:
    """Write the folder `name` in the folder of designs; its files, the figures first.

    As written, it looks as its base does. Raises `FlorilegeError` (2): a bad name, a taken one, a folder that
    can't be written.
    """
    require_id(name)
    if name in (*RESERVED, *SHARED):
        raise FlorilegeError("design-name", exit_code=2, name=name)
    folder = design / name
    book = files("florilege.book")
    style = f"styles/{base}.css"
    wanted = {FILE: _figures(base, lang), style: book.joinpath(style).read_text(encoding="utf-8")}
    templates = book.joinpath(f"templates/{base}")
    if templates.is_dir():
        for each in sorted(templates.iterdir(), key=lambda file: file.name):
            wanted[f"templates/{each.name}"] = each.read_text(encoding="utf-8")
    try:
        design.mkdir(exist_ok=True)
        folder.mkdir()
        for path, text in wanted.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    except FileExistsError:
        raise FlorilegeError("new-exists", exit_code=2, file=folder) from None
    except OSError as error:
        raise fault("target-unwritable", folder, error) from error
    return tuple(folder / path for path in wanted)


def _figures(base: Design, lang: str) -> str:
    """The file of figures. Margins are a comment: a design that gives those at the sides holds them."""
    facts = DESIGNS[base]
    shares = {
        "inner": facts.page.inner * A5.width,
        "outer": facts.page.outer * A5.width,
        "top": facts.page.top * A5.height,
        "bottom": facts.page.bottom * A5.height,
    }
    margins = ", ".join(f"{side}: {length:.4g}" for side, length in shares.items())
    values = {
        "base": base,
        "size": f"{facts.size:g}",
        "leading": f"{facts.leading:g}",
        "margins": f"{{{margins}}}",
        "initial": str(facts.initial),
    }
    lines = []
    for name, value in values.items():
        lines.append(f"# {DesignFields.meaning(name, lang)}")
        lines.append(f"# {name}: {value}" if name == "margins" else f"{name}: {value}")
    return "\n".join([*lines, ""])
