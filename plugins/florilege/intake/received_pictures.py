"""The pictures that a source refers to → files that may lie beside the essay, each under its own name."""

from collections.abc import Callable
from pathlib import PurePosixPath

from florilege.catalogue.ids import picture_beside
from florilege.images.arriving import ArrivedPicture, usable
from florilege.intake.arrival import Remarks
from florilege.runtime.cache import digest
from florilege.runtime.workers import Failure, Workers

SECONDS = 20
"""Per picture, as for those of an anthology."""
MOST = 400
"""Pictures of one essay."""


class ReceivedPictures:
    """Gives each address its name, and keeps the files; each picture is read in a worker."""

    def __init__(self, find: Callable[[str], bytes | None], pool: Workers, remarks: Remarks) -> None:
        self.find = find
        self.pool = pool
        self.remarks = remarks
        self.files: dict[str, bytes] = {}
        """Name beside the essay → contents."""
        self._names: dict[str, str] = {}
        self._by_content: dict[str, str] = {}

    def name(self, address: str) -> str:
        """The name of the picture at an address; empty where there is none to be had, which is then named."""
        if address not in self._names:
            self._names[address] = self._taken(address)
        return self._names[address]

    def _taken(self, address: str) -> str:
        content = self.find(address)
        if content is None:
            code = "picture-remote" if "://" in address or address.startswith("//") else "picture-missing"
            self.remarks.say(code, address[:200])
            return ""
        key = digest(content)
        if key in self._by_content:
            return self._by_content[key]
        made = self._made(content)
        shown = "" if address.startswith("data:") else PurePosixPath(address).name
        if not isinstance(made, ArrivedPicture):
            self.remarks.say("picture-unfit", shown or address[:30], why=made)
            return ""
        name = self._free(address, made.suffix)
        if made.was:
            self.remarks.say("picture-converted", f"{shown} → {name}")
        elif shown and shown != name and shown.rpartition(".")[0] != name.rpartition(".")[0]:
            self.remarks.say("picture-renamed", f"{shown} → {name}")
        if made.reduced:
            self.remarks.say("picture-reduced", shown)
        self.files[name] = made.content
        self._by_content[key] = name
        return name

    def _made(self, content: bytes) -> ArrivedPicture | str:
        if len(self.files) >= MOST:
            return "untaken"
        (made,) = self.pool.run(usable, [content], seconds=SECONDS)
        return "huge" if isinstance(made, Failure) else made

    def _free(self, address: str, suffix: str) -> str:
        stem = picture_beside(address).rpartition(".")[0] or "image"
        number, name = 1, f"{stem}.{suffix}"
        while name in self.files:
            number += 1
            name = f"{stem}-{number}.{suffix}"
        return name
