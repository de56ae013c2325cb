"""Numbers as they are shown: the plural of a noun, the size of a file."""


def plural(names: tuple[str, str], count: int, lang: str) -> str:
    """French has its plural from 2, English for all but 1."""
    return names[count >= 2 if lang == "fr" else count != 1]


def size_of(size: int, lang: str) -> str:
    """Bytes in kB, MB or GB (10³, 10⁶, 10⁹)."""
    if size < 1e6:
        number = f"{size / 1e3:.0f} k"
    else:
        number = f"{size / 1e6:.1f} M" if size < 1e9 else f"{size / 1e9:.1f} G"
    return f"{number.replace('.', ',')}o" if lang == "fr" else f"{number}B"
