"""Bring every translation in line with the English: `.venv/bin/python scripts/translations.py [LANG]`.

In each language/<lang>/*.po, sentences that English has come in empty, those that it hasn't go, those whose
English has changed are marked `fuzzy`, and shown in English until somebody takes the mark away.
LANG (a BCP 47 tag) begins a language. Prints what each still lacks.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from florilege.language.locales import babel_locale
from florilege.language.sentences import SOURCE, catalog, domains, languages

FOLDER = Path(__file__).parents[1] / "plugins/florilege/language"

HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Florilège\\n"
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural};\\n"

"""


def updated(domain: str, lang: str) -> Catalog:
    """A translation with exactly the sentences of the English, in their order."""
    old = {message.context: message for message in catalog(domain, lang)} if lang in languages() else {}
    new = Catalog(locale=babel_locale(lang))
    for source in catalog(domain, SOURCE):
        if source.context:
            own = old.get(source.context)
            flags = set(source.flags) | set(own.flags if own else ())
            if own and any(strings(own)) and own.id != source.id:
                flags.add("fuzzy")
            string = own.string if own and own.pluralizable == source.pluralizable else ""
            new.add(source.id, string, context=source.context, flags=flags)
    return new


def strings(message: Message) -> tuple[str, ...]:
    """What a translation says, in each form of the plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def write(domain: str, lang: str, translation: Catalog) -> None:
    """Write a file as translators' tools do, a sentence a line."""
    body = io.BytesIO()
    write_po(body, translation, width=0, omit_header=True)
    header = HEADER.format(lang=lang, plural=translation.plural_forms.rstrip(";"))
    file = FOLDER / lang / f"{domain}.po"
    file.parent.mkdir(exist_ok=True)
    file.write_text(header + body.getvalue().decode().strip("\n") + "\n", encoding="utf-8")


def lacking(translation: Catalog) -> Iterator[str]:
    """The keys of what is to be translated, or read again."""
    for message in translation:
        if message.context and (message.fuzzy or not all(strings(message))):
            yield message.context


def main(begun: list[str]) -> None:
    for lang in dict.fromkeys((*languages()[1:], *begun)):
        for domain in domains():
            translation = updated(domain, lang)
            write(domain, lang, translation)
            for key in lacking(translation):
                print(f"{lang}/{domain}.po: {key}")


if __name__ == "__main__":
    main(sys.argv[1:])
