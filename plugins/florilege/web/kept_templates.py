"""Compiled templates, kept from one rebuild of `mkdocs serve` to the next.

MkDocs makes a new environment of Jinja for each, which compiles Material's templates anew. They stay in
memory: a file of code in a cache could be anybody's.
"""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class KeptTemplates(BytecodeCache):
    """What environments of one process compile; a template that has changed is compiled anew."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            # Which looks whether the source is still the same.
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()
