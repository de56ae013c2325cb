"""What is written as an example of a field (`reading/schema.py`) → the same in the words of a language."""

from florilege.language.sentences import sentences


def example_in(example: str, lang: str) -> str:
    """An example as readers of a language would write it; as it is where there is nothing to say otherwise.

    >>> example_in("Le banc vert", "en"), example_in("Le banc vert", "fr"), example_in("A5", "en")
    ('The green bench', 'Le banc vert', 'A5')
    """
    return sentences("fields", lang).get(f"example.{example}", example)
