"""What may be one thing (A7): listed entries, told apart on the command line, and initiatives, which are settled in Teams by
whoever answers for both (actions.pairs)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.errors import NotFound
from portfolio.initiatives import WATCHED, Initiative
from portfolio.overlaps import NAMED, Overlap, described, initiative, on_one_workflow, overlaps
from portfolio.people import Actor, name_of
from portfolio.settling import Things
from portfolio.views.overlaps import Left, MergedLine, PairLine
from store import Tx, initiatives, intakes, ledger, listings, people, workflows
from store import overlaps as stored


def found(tx: Tx) -> tuple[Overlap, ...]:
    """The pairs in what is listed now that nobody has told apart."""
    return overlaps(map(described, listings.entries(tx)), stored.told_apart(tx))


def tell_apart(tx: Tx, id: str, now: datetime) -> Overlap:
    """These two are different things: they are not shown as a pair again. NotFound for a pair that is not there, or not any
    more. Run by whoever has the record's command line."""
    pair = next((one for one in found(tx) if one.id == id), None)
    if pair is None:
        raise NotFound("no_overlap", id=id)
    stored.tell_apart(tx, pair.first, pair.second, now)
    ledger.note(
        tx, at=now, actor=None, action="cli:overlap:told_apart", subject=pair.id,
        data={"agrees": [field.value for field in pair.agrees]},
    )
    return pair


# --- Initiatives -----------------------------------------------------------------------------------------------------


def alike(tx: Tx, ones: Iterable[Initiative]) -> tuple[Overlap, ...]:
    """The pairs among these that nobody has told apart; not two that their lists say are of different units, unless somebody
    has attached both to one workflow."""
    some = list(ones)
    origins = intakes.of(tx, [one.id for one in some])
    entries = listings.several(tx, [origin.key for origin in origins.values()])
    units = {id: origin.unit for id, origin in origins.items() if origin.unit}
    texts = (
        initiative(one, "", entries.get(origins[one.id].key) if one.id in origins else None) for one in some
    )
    apart = stored.told_apart(tx)
    pairs = overlaps(texts, apart, NAMED)
    here = [pair for pair in pairs if len({units[id] for id in (pair.first, pair.second) if id in units}) < 2]
    return on_one_workflow(here, workflows.workflows_of(tx, [one.id for one in some]), apart)


def lines(tx: Tx, actor: Actor) -> list[PairLine]:
    """All pairs that this person may settle, those that agree in most first."""
    return _lines([one for one in initiatives.watched(tx) if allowed(actor, Act.SETTLE_OVERLAP, one)], tx)


def beside(tx: Tx, actor: Actor, one: Initiative) -> list[PairLine]:
    """The pairs of one initiative that this person may settle."""
    if one.stage not in WATCHED or not allowed(actor, Act.SETTLE_OVERLAP, one):
        return []
    return [line for line in lines(tx, actor) if one.id in (line.first, line.second)]


def _lines(ones: Sequence[Initiative], tx: Tx) -> list[PairLine]:
    names = {one.id: one.name for one in ones}
    pairs = sorted(alike(tx, ones), key=lambda pair: (-len(pair.agrees), names[pair.first], names[pair.second]))
    return [
        PairLine(
            first=pair.first, second=pair.second, first_name=names[pair.first], second_name=names[pair.second],
            agrees=pair.agrees,
        )
        for pair in pairs
    ]


def went(tx: Tx, actor: Actor, one: Initiative) -> MergedLine | None:
    """Where an initiative went that was merged."""
    kept = stored.merge_of(tx, one.id)
    return None if kept is None else _line(tx, actor, kept, kept.into, one)


def came(tx: Tx, actor: Actor, one: Initiative) -> tuple[MergedLine, ...]:
    """What went into an initiative."""
    return tuple(_line(tx, actor, kept, kept.initiative) for kept in stored.merged_into(tx, one.id))


def _line(tx: Tx, actor: Actor, kept: stored.Merge, other: str, gone: Initiative | None = None) -> MergedLine:
    there = initiatives.get(tx, other)
    assert there is not None, "what was merged stays in the record"
    seen = allowed(actor, Act.SEE, there)
    gone = gone or (there if seen else None)
    return MergedLine(
        initiative=other if seen else None, name=there.name, by=name_of(people.many(tx, [kept.by]), kept.by),
        on=local_date(kept.at, actor.zone), reason=kept.reason,
        left=None if kept.things is None else left(tx, kept.things, gone),
    )


def left(tx: Tx, things: Things, gone: Initiative | None) -> Left:
    """What becomes of what ran of the one that went; None: the reader may not see it."""
    down = gone if things is Things.DOWN else None
    lead = down.delivery_lead if down else None
    return Left(
        things=things, plan=down.retirement_plan if down else None, lead=name_of(people.many(tx, [lead]), lead)
    )
