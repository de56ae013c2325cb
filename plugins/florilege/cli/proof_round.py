"""`florilege proof VOLUME --round N`: what is shown to whom, and what is kept of it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from florilege.anthology import Anthology
from florilege.book.press import Tome
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.rounds import ProofRound, proof_code, round_path
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Essay
from florilege.cli import problem_report
from florilege.cli.named_texts import volume_named
from florilege.desk.proof_rounds import begun, lines_text, proof_in, with_proofs
from florilege.desk.record_files import require_read, write_record, write_text
from florilege.language.formats import listing, long_date
from florilege.language.sentences import say
from florilege.language.words import words
from florilege.runtime.project import Project


@dataclass(frozen=True, kw_only=True)
class BegunRound:
    """A round, the essays of which proofs are to be made, and those whose texts have changed since."""

    round: ProofRound
    volume: Volume
    essays: Mapping[str, Essay]
    changed: tuple[Essay, ...]
    following: int
    """The number of the next new round."""

    @property
    def folder(self) -> str:
        """Where its proofs are, among all."""
        return f"{self.volume.id}-round-{self.round.number}"

    @property
    def stamps(self) -> Mapping[str, str]:
        """Essay → what each page of its proof bears."""
        said, day = words(self.volume.lang)["proof_stamp"], long_date(self.round.date, self.volume.lang)
        number = self.round.number
        return {
            id: said.format(round=number, date=day, code=proof_code(id, number, text_hash(essay)))
            for id, essay in self.essays.items()
        }


def begin_round(
    names: Sequence[str], number: int, loaded: Anthology, project: Project, day: datetime.date, lang: str
) -> BegunRound:
    """The round of a volume, the only one named. Raises `FlorilegeError` as `volume_named` does, and (2)."""
    volume = volume_named(" ".join(names), loaded.catalogue, project)
    require_read(round_path(volume.id, number), project.contributions, loaded.catalogue)
    round, changed = begun(loaded.catalogue, volume, number, day)
    if not volume.essays:
        raise problem_report.empty_tome(volume.id, loaded.problems, project, lang)
    essays = {
        id: essay for id, essay in essays_as_printed(loaded.catalogue, volume).items() if essay not in changed
    }
    return BegunRound(
        round=round,
        volume=volume,
        essays=essays,
        changed=changed,
        following=1 + max(number, len(loaded.catalogue.rounds.get(volume.id, ()))),
    )


def keep_round(going: BegunRound, tomes: Iterable[Tome], project: Project, loaded: Anthology) -> Path:
    """Write the record of a round, and the lines of its proofs beside these; the file of the record."""
    made = {tome.volume: tome for tome in tomes}
    pages = {id: tome.pages for id, tome in made.items()}
    round = with_proofs(going.round, (going.essays[id] for id in made), pages)
    for id, tome in made.items():
        write_text(tome.file.with_suffix(".txt"), lines_text(proof_in(round, id), tome.lines))
    return write_record(round, project.contributions, loaded.catalogue)


def say_changed(going: BegunRound, lang: str) -> None:
    """Name the essays whose proofs of this round stay as they are."""
    if going.changed:
        titles = listing((essay.title for essay in going.changed), lang)
        facts = {
            "titles": titles,
            "number": going.round.number,
            "next": going.following,
            "volume": going.volume.id,
        }
        said = say("interface", "round.changed", lang, **facts)
        click.echo(said, err=True)
