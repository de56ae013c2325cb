"""A process under a locale without UTF-8 → the same one in Python's UTF-8 mode (PEP 540).

Names of files, what a terminal is told and what other programs say would else be bytes of an encoding that
lacks our letters: `LC_ALL=C` with `PYTHONUTF8=0`, or a locale of before Unicode. Files themselves are always
UTF-8, whatever the locale.
"""

import os
import sys


def start_again_in_utf8() -> None:
    """Begin this process anew in UTF-8 mode, and don't return, unless its names are in UTF-8 already.

    Number, folder, open files and environment stay, and so do the signals that are ignored.
    """
    if not sys.flags.utf8_mode and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # its workers are, too
