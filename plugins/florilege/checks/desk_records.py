"""What rounds of proofs, printings and costs say against themselves, or each other; see rules.py."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.frozen import FrozenEdition, printed_text_path
from florilege.catalogue.model import Catalogue
from florilege.catalogue.prices import price_of
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.rights import authors_of
from florilege.catalogue.rounds import Proof, ProofRound, proof_code
from florilege.checks.printer_rules import Rule, Texts
from florilege.diagnostics.problems import Problem, problem


def proofs(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Proofs whose code, approvals or corrections don't fit them; essays that have two in one round."""
    for rounds in catalogue.rounds.values():
        for round in rounds:
            seen: dict[str, int] = {}
            for number, proof in enumerate(round.proofs):
                field = f"proofs.{number}"
                line, column = catalogue.place_of(round.path, f"{field}.essay")
                first = seen.setdefault(proof.essay, line)
                if first != line:
                    yield problem("proof-twice", round.path, line, column, essay=proof.essay, first=first)
                yield from _code(catalogue, round, proof, field)
                yield from _approvals(catalogue, round, proof, field)
                yield from _corrections(catalogue, round, proof, field)


def _code(catalogue: Catalogue, round: ProofRound, proof: Proof, field: str) -> Iterator[Problem]:
    """A code that isn't that of the hash; the right hash is named where a text or an approval has it."""
    expected = proof_code(proof.essay, round.number, proof.hash)
    if proof.code == expected:
        return
    volume, essay = catalogue.volumes.get(round.volume), catalogue.essays.get(proof.essay)
    now = essays_as_printed(catalogue, volume).get(proof.essay, essay) if volume else essay
    known = [*(each.hash for each in proof.approvals), *([text_hash(now)] if now else [])]
    right = next((each for each in known if proof_code(proof.essay, round.number, each) == proof.code), "")
    place = catalogue.place_of(round.path, f"{field}.hash" if right else f"{field}.code")
    entry = f"hash: {right}" if right else f"code: {expected}"
    yield problem(
        "proof-code", round.path, *place, stands=proof.code, hash=proof.hash, essay=proof.essay, entry=entry
    )


def _approvals(catalogue: Catalogue, round: ProofRound, proof: Proof, field: str) -> Iterator[Problem]:
    for number, each in enumerate(proof.approvals):
        if each.hash != proof.hash:
            place = catalogue.place_of(round.path, f"{field}.approvals.{number}.hash")
            yield problem(
                "approval-hash",
                round.path,
                *place,
                by=each.by,
                essay=proof.essay,
                hash=proof.hash,
                round=round.number,
            )


def _corrections(catalogue: Catalogue, round: ProofRound, proof: Proof, field: str) -> Iterator[Problem]:
    for number, each in enumerate(proof.corrections if proof.pages else ()):
        if each.page > proof.pages:
            place = catalogue.place_of(round.path, f"{field}.corrections.{number}.page")
            yield problem(
                "correction-page", round.path, *place, page=each.page, essay=proof.essay, pages=proof.pages
            )


def editorless(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Volumes with rounds of proofs that name no editor, whose approval would end them."""
    for volume in catalogue.volumes.values():
        if catalogue.rounds.get(volume.id) and not volume.editors:
            place = catalogue.place_of(volume.key.path, "editors")
            yield problem("proofs-without-editor", volume.key.path, *place, volume=volume.id)


def days(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Rounds and printings that are dated before the one before them."""
    for rounds in catalogue.rounds.values():
        yield from _unordered(catalogue, rounds)
    for editions in catalogue.frozen.values():
        yield from _unordered(catalogue, editions)


def _unordered(catalogue: Catalogue, records: Iterable[ProofRound | FrozenEdition]) -> Iterator[Problem]:
    for before, after in pairwise(records):
        if after.date < before.date:
            yield problem(
                "record-day",
                after.path,
                *catalogue.place_of(after.path, "date"),
                number=after.number,
                day=after.date,
                before=before.number,
                other=before.date,
            )


def editions(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Printings whose words are gone or others, with an essay twice, pages that can't be, another's tag."""
    for printings in catalogue.frozen.values():
        tags: dict[str, int] = {}
        for edition in printings:
            yield from _words(catalogue, edition)
            yield from _pages(catalogue, edition)
            first = tags.setdefault(edition.tag, edition.number)
            if first != edition.number:
                place = catalogue.place_of(edition.path, "tag")
                yield problem(
                    "printed-tag",
                    edition.path,
                    *place,
                    volume=edition.volume,
                    tag=edition.tag,
                    first=first,
                    number=edition.number,
                )


def _words(catalogue: Catalogue, edition: FrozenEdition) -> Iterator[Problem]:
    """All texts that are missing in one line, for a whole folder may be; those that are others one by one."""
    missing = []
    for number, each in enumerate(edition.essays):
        path = printed_text_path(edition.volume, edition.number, each.essay)
        there = catalogue.printed_words.get(path)
        if there is None:
            missing.append((number, each.essay, path))
        elif each.words and each.words != there:
            place = catalogue.place_of(edition.path, f"essays.{number}.words")
            yield problem(
                "printed-words-other", edition.path, *place, title=each.title, file=path, tag=edition.tag
            )
    if missing:
        number, _, path = missing[0]
        place = catalogue.place_of(edition.path, f"essays.{number}.essay")
        essays = ", ".join(essay for _, essay, _ in missing)
        file = path if len(missing) == 1 else path.rpartition("/")[0]
        yield problem(
            "printed-words-missing", edition.path, *place, essays=essays, file=file, tag=edition.tag
        )


def _pages(catalogue: Catalogue, edition: FrozenEdition) -> Iterator[Problem]:
    seen: set[str] = set()
    end = 0
    for number, each in enumerate(edition.essays):
        place = catalogue.place_of(edition.path, f"essays.{number}.first")
        if each.essay in seen:
            yield problem("printed-twice", edition.path, *place, essay=each.essay)
        elif not end < each.first <= each.last <= edition.pages:
            yield problem(
                "printed-pages",
                edition.path,
                *place,
                file=edition.path,
                title=each.title,
                first=each.first,
                last=each.last,
                tag=edition.tag,
            )
        seen.add(each.essay)
        end = max(end, each.last)


def costs(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Costs in another currency than the price, more copies given away than printed, royalties for nobody."""
    for costs in catalogue.costs.values():
        volume = catalogue.volumes.get(costs.volume)
        if volume is None:
            continue
        price = price_of(volume.price)
        if price and price.currency != costs.currency:
            place = catalogue.place_of(costs.path, "currency")
            yield problem(
                "costs-price",
                costs.path,
                *place,
                own=costs.currency,
                price=volume.price,
                currency=price.currency,
            )
        authors = len(authors_of(catalogue, volume))
        given = authors * costs.author_copies + costs.other_copies
        if costs.copies is not None and given > costs.copies:
            place = catalogue.place_of(costs.path, "copies")
            yield problem(
                "costs-given-away",
                costs.path,
                *place,
                others=costs.other_copies,
                given=given,
                copies=costs.copies,
                authors=authors * costs.author_copies,
            )
        place = catalogue.place_of(costs.path, "royalties")
        if costs.royalties and not costs.royalties.percent:
            yield problem("royalties-zero", costs.path, *place)
        elif costs.royalties and volume.essays and not authors:
            yield problem("royalties-nobody", costs.path, *place)


RULES: tuple[Rule, ...] = (proofs, editorless, days, editions, costs)
