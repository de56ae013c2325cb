"""What is wrong with the glossary: entries that are none, forms given twice, volumes that print no term."""

from collections.abc import Iterator

from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import TERMS
from florilege.checks.printer_rules import Rule, Texts
from florilege.diagnostics.problems import Problem, problem
from florilege.prose.glossary import GLOSSARY, Glossary, glossary, repeated_forms


def _of(catalogue: Catalogue, prose: Texts) -> Glossary | None:
    page = catalogue.pages.get(GLOSSARY.id)
    return glossary(prose[GLOSSARY], page.body.lang) if page and GLOSSARY in prose else None


def entries(catalogue: Catalogue, prose: Texts) -> Iterator[Problem]:
    """A page that explains nothing, or something twice."""
    found = _of(catalogue, prose)
    if found is None:
        return
    body = catalogue.pages[GLOSSARY.id].body
    if not found.terms:
        yield problem("glossary-empty", body.path, body.line)
    for form in repeated_forms(found):
        lines = [number for number, line in enumerate(body.markdown.split("\n")) if line.strip() == form]
        yield problem("term-twice", body.path, body.line + (lines[-1] if lines else 0), form=form)


def printed_terms(catalogue: Catalogue, prose: Texts) -> Iterator[Problem]:
    """A volume that would print terms where its essays use none."""
    found = _of(catalogue, prose)
    for volume in catalogue.volumes.values():
        matter = volume.matter(TERMS)
        if matter is None or matter.key not in prose:
            continue
        essays = (catalogue.essays[id] for id in volume.essays if id in catalogue.essays)
        if found is None or not any(
            found.used(each.key, prose[each.key].html, each.lang) for each in essays if each.key in prose
        ):
            yield problem("glossary-missing", matter.body.path, 1)


RULES: tuple[Rule, ...] = (entries, printed_terms)
