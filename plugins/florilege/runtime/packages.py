"""Needs (`pango`, `engine`) → the one command that meets them on this machine, where there is one."""

import os
import shutil
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Literal

Need = Literal["engine", "pango"]
"""`engine`: Python's packages, which pip has; `pango`: what of the system's sets pages."""

PIP = "pip install --upgrade mkdocs-florilege"
INSTALL = {
    "apt-get": "apt-get install -y",
    "brew": "brew install",
}
"""Package manager → how it installs, in the order in which managers are looked for."""


@cache
def packages() -> dict[tuple[str, str], str]:
    """(Manager, need) → packages, as in packages.txt."""
    text = files("florilege.runtime").joinpath("packages.txt").read_text(encoding="utf-8")
    rows = (line.split(maxsplit=2) for line in text.splitlines() if line and not line.startswith("#"))
    return {(manager, need): names for manager, need, names in rows}


def install_command(
    *needs: Need, which: Callable[[str], str | None] = shutil.which, root: bool | None = None
) -> str:
    """The command that installs what the needs name; empty where this machine's manager lacks one of them.

    `root` says whether the reader is the administrator (default: as the process is).

    >>> install_command("pango", which={"apt-get": "/usr/bin/apt-get"}.get, root=False)
    'sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0'
    >>> install_command("pango", "engine", which={"brew": "/opt/homebrew/bin/brew"}.get)
    'brew install pango && pip install --upgrade mkdocs-florilege'
    >>> install_command("pango", which={}.get)
    ''
    """
    manager = next((name for name in INSTALL if which(name)), "")
    of_system = [need for need in needs if need != "engine"]
    if any((manager, need) not in packages() for need in of_system):
        return ""
    administrator = os.geteuid() == 0 if root is None else root
    sudo = "" if administrator or manager == "brew" else "sudo "
    names = " ".join(packages()[manager, need] for need in of_system)
    commands = [f"{sudo}{INSTALL[manager]} {names}"] if names else []
    return " && ".join([*commands, PIP] if "engine" in needs else commands)
