"""Templates are compiled once for all rebuilds, and anew when they change."""

import pytest
from jinja2 import DictLoader, Environment

from florilege.web.kept_templates import KeptTemplates


def test_a_template_is_compiled_once_as_long_as_it_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = Environment._compile

    def counted(self: Environment, source: str, filename: str) -> object:
        compiled.append(filename)
        return compile_(self, source, filename)

    monkeypatch.setattr(Environment, "_compile", counted)
    kept, sources = KeptTemplates(), {"page": "{{ 1 + 1 }} pages"}

    def shown() -> str:
        return Environment(loader=DictLoader(sources), bytecode_cache=kept).get_template("page").render()

    assert [shown(), shown()] == ["2 pages", "2 pages"]
    assert len(compiled) == 1
    sources["page"] = "{{ 1 + 2 }} pages"
    assert [shown(), shown()] == ["3 pages", "3 pages"]
    assert len(compiled) == 2
