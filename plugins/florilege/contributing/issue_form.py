"""The schema → forms of issues on a forge; an issue filled in there → the essay that it holds.

GitHub and Forgejo take a form in YAML and write each answer below its label as a heading; GitLab has
templates of descriptions, which have the same headings. What is read back is a stranger's: it becomes quoted
values of front matter and a text, and nothing else.
"""

import json
import re
from dataclasses import dataclass

import yaml

from florilege.catalogue.ids import suggest_id
from florilege.catalogue.licenses import LICENSES, license_id
from florilege.contributing.asked_fields import asked_fields
from florilege.contributing.form_page import OFFERED, OTHERS
from florilege.language.sentences import languages, sentences
from florilege.reading.frontmatter import unix_lines

ESSAY = ("title", "abstract", "tags", "date")
AUTHOR = ("name", "headline")
CONSENTS = ("mine", "publish")
NOTHING = "_No response_"
"""What forges write for a question without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIssue:
    """What an issue holds: ids, the texts of two files, what was agreed to in words."""

    essay: str
    author: str
    essay_text: str
    author_text: str
    consent: str


def _labels(lang: str) -> dict[str, str]:
    """Question → its label, in the order of the form: the text, which may hold headings, is last but one."""
    texts = sentences("contributing", lang)
    asked = (*asked_fields("essay", ESSAY, lang), *asked_fields("author", AUTHOR, lang))
    return {
        **{f"{each.kind}.{each.name}": each.label for each in asked},
        "notice": texts["form.notice"],
        "license": texts["essay.license"],
        "body": texts["form.body"],
        "consent": texts["form.consent"],
    }


def issue_form(lang: str) -> str:
    """The form as GitHub and Forgejo take it (“issue forms”)."""
    texts = sentences("contributing", lang)
    asked = {f"{each.kind}.{each.name}": each for each in asked_fields("essay", ESSAY, lang)}
    asked |= {f"{each.kind}.{each.name}": each for each in asked_fields("author", AUTHOR, lang)}
    questions = []
    for id, label in _labels(lang).items():
        attributes: dict[str, object] = {"label": label}
        kind, required = "textarea", id == "body"
        if id in asked:
            kind = "textarea" if asked[id].shape == "text" else "input"
            required = asked[id].required
            attributes["description"] = asked[id].help
        elif id == "license":
            kind, required = "dropdown", True
            attributes["description"] = texts["essay.license.help"]
            attributes["options"] = [LICENSES[each].name(lang) for each in (*OFFERED, *OTHERS)]
        elif id == "consent":
            kind = "checkboxes"
            attributes["options"] = [
                {"label": texts[f"consent.{each}"], "required": True} for each in CONSENTS
            ]
        else:
            attributes["description"] = texts["form.notice.help" if id == "notice" else "editor.body"]
        question: dict[str, object] = {"type": kind, "id": id.replace(".", "-"), "attributes": attributes}
        if kind != "checkboxes":
            question["validations"] = {"required": required}
        questions.append(question)
    form = {"name": texts["form.title"], "description": texts["issue.about"], "body": questions}
    return yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=1000)


def issue_template(lang: str) -> str:
    """The same as GitLab’s template of a description."""
    texts = sentences("contributing", lang)
    boxes = "\n".join(f"- [ ] {texts[f'consent.{each}']}" for each in CONSENTS)
    parts = [f"### {label}\n\n" for label in _labels(lang).values()]
    return "\n".join(parts) + boxes + "\n"


def filled_issue(text: str) -> FilledIssue | None:
    """What an issue holds; None where an answer that is needed is missing, or the consent."""
    plain = unix_lines(text.removeprefix("\ufeff"))
    found = next((each for lang in languages() if (each := _answers(plain, _labels(lang)))), None)
    if found is None or len(re.findall(r"^- \[[xX]\] ", found["consent"], re.MULTILINE)) < len(CONSENTS):
        return None
    essay, author = (suggest_id(found[name]) for name in ("essay.title", "author.name"))
    if not (essay and author and found["body"]):
        return None
    values = {"title": _quoted(found["essay.title"]), "authors": f"[{author}]"}
    values |= {
        name: _quoted(found[f"essay.{name}"]) for name in ("abstract", "date") if found[f"essay.{name}"]
    }
    if tags := [each.strip() for each in found["essay.tags"].split(",") if each.strip()]:
        values["tags"] = f"[{', '.join(map(_quoted, tags))}]"
    if found["license"]:
        values["license"] = _quoted(license_id(found["license"]) or found["license"])
    about = {name: _quoted(found[f"author.{name}"]) for name in AUTHOR if found[f"author.{name}"]}
    return FilledIssue(
        essay=essay,
        author=author,
        essay_text=_file(values, found["body"]),
        author_text=_file(about, found["notice"]),
        consent=found["consent"],
    )


def _answers(text: str, labels: dict[str, str]) -> dict[str, str] | None:
    """Question → answer, where all labels stand there in their order; the last is looked for from the end."""
    *first, last = [f"### {label}" for label in labels.values()]
    places, start = [], 0
    for heading in first:
        match = re.compile(rf"^{re.escape(heading)}[ \t]*$", re.MULTILINE).search(text, start)
        if match is None:
            return None
        places.append((match.start(), match.end()))
        start = match.end()
    ends = [*re.compile(rf"^{re.escape(last)}[ \t]*$", re.MULTILINE).finditer(text, start)]
    if not ends:
        return None
    places.append((ends[-1].start(), ends[-1].end()))
    stops = [begin for begin, _ in places[1:]] + [len(text)]
    answers = [text[end:stop].strip() for (_, end), stop in zip(places, stops, strict=True)]
    return {name: "" if answer == NOTHING else answer for name, answer in zip(labels, answers, strict=True)}


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _file(values: dict[str, str], body: str) -> str:
    front = "\n".join(f"{name}: {value}" for name, value in values.items())
    return f"---\n{front}\n---\n" + (f"\n{body}\n" if body else "")
