"""How far the press has come → a bar on a terminal."""

from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class PrintProgress:
    """A progress bar on a terminal, nothing elsewhere."""

    def __enter__(self) -> Self:
        console = Console(stderr=True)
        self._shown = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._shown.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._shown.stop()

    def start(self, volume: str, sheets: int) -> None:
        """Begin a bar for `sheets` sheets of a volume."""
        self._task = self._shown.add_task(volume, total=sheets)

    def advance(self) -> None:
        """One sheet is done."""
        self._shown.advance(self._task)
