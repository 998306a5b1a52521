"""What is judged beside the number that decides: the guardrails of an initiative with their sources and rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.gates import Gate
from portfolio.guardrails import Guarded, Guardrail, guarded, unmeasured
from portfolio.judging import Rows, chosen, known_by, last_instant, since
from portfolio.looks import Look
from portfolio.sources import Source, known_until
from store import Tx, guardrails, observations, sources
from store.observations import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A guardrail with the source it is counted in and the newest batch of it, where there are any."""

    rail: Guardrail
    source: Source | None
    batch: Batch | None

    @property
    def stamp(self) -> str:
        """What its inputs can be told by at a glance."""
        return f"{self.rail.number}.{self.rail.version}.{self.batch.id if self.batch else 0}"


def watched_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, tuple[Watched, ...]]:
    """The guardrails of these initiatives, by initiative."""
    rails = guardrails.in_force_of(tx, initiatives)
    if not rails:
        return {}
    bound = sources.of_guardrails(tx, rails)
    newest = observations.newest_of(tx, [source.id for source in bound.values()])
    found = {}
    for key, own in rails.items():
        counted = [(rail, bound.get((key, rail.number))) for rail in own]
        found[key] = tuple(
            Watched(rail=rail, source=source, batch=newest.get(source.id) if source else None) for rail, source in counted
        )
    return found


def sources_of(tx: Tx, initiatives: Iterable[str]) -> list[Source]:
    """The sources in which guardrails are counted now."""
    return [one.source for own in watched_of(tx, initiatives).values() for one in own if one.source is not None]


def found(
    tx: Tx, watched: Iterable[Watched], start: date, gate: Gate, look: Look
) -> tuple[tuple[Guarded, ...], list[object]]:
    """What a look finds of each, and everything that was computed from, to be hashed."""
    said: list[Guarded] = []
    inputs: list[object] = []
    for each in watched:
        if each.source is None or each.batch is None or each.source.read_at is None or not each.source.whole:
            said.append(unmeasured(each.rail))
            inputs.append((each.rail, None))
            continue
        rows = _rows(tx, each.source, each.batch, start, gate, look)
        known = known_until(each.source, each.batch.fetched_at, each.batch.refreshed_on)
        said.append(guarded(each.rail, each.source, rows, look, start, known))
        contents = [[(row.key, row.content) for row in side] for side in (rows.before, rows.after)]
        inputs.append((each.rail, each.source.binding, each.source.how, each.source.pilot, contents))
    return tuple(said), inputs


def _rows(tx: Tx, source: Source, batch: Batch, start: date, gate: Gate, look: Look) -> Rows:
    """The rows before are those the source had when the rules were locked: they are counted, and changes not followed."""
    until = last_instant(look, source, known_until(source, batch.fetched_at, batch.refreshed_on))
    locked = observations.newest_by(tx, source.id, gate.armed_at) if gate.armed_at else None
    if locked is None:
        rows = chosen(None, known_by(observations.live(tx, source.id), until), source, start)
    else:
        then, current = (known_by(rows, until) for rows in observations.then_and_now(tx, source.id, locked.id))
        rows = chosen(then, current, source, start)
    return since(rows, source, look.since)
