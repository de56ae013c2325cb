"""Whether two tags name one language."""

from florilege.language.locales import primary_language


def same_language(one: str, other: str) -> bool:
    """Whether two BCP 47 tags have one primary language.

    >>> same_language("fr", "fr-CA"), same_language("fr", "en")
    (True, False)
    """
    return primary_language(one) == primary_language(other)
