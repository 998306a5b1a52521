"""An audit in words and as JSON. Every figure in the words is one of the JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pilothouse.audit_changes import changed_lines
from pilothouse.terminal import short, wrapped
from portfolio.audits.changes import Changes
from portfolio.audits.record import changes_as_plain
from portfolio.imports.audit import AGES, METHOD, OWED_BY, Audit, Audited
from portfolio.imports.entries import Field, ListedStage, Rejected
from portfolio.imports.owners import Owner
from words.api import Raw, Words

LONGEST = 10
"""Lines of the list of those that wait longest; the JSON has all."""
_WIDTH = 80
_HEADING = 40
"""Signs of a heading; some are whole questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What was audited: the hash of the list's file and its mapping. Of a record those of its newest import; then
    nothing was rejected now. `sheet` as in `Table`; `guessed`: the columns are this
    file's, and worth a look."""

    hash: str
    columns: Mapping[Field, str]
    rejected: tuple[Rejected, ...]
    sheet: str = ""
    guessed: bool = False


def as_json(
    origin: Origin, done: Audit, changed: Changes | None = None, overlapping: Sequence[Mapping[str, Any]] | None = None
) -> str:
    """The audit, pilot by pilot in the order of the file. The same file and day give the same bytes."""
    extra: dict[str, Any] = {} if changed is None else {"changes": changes_as_plain(changed)}
    extra |= {} if overlapping is None else {"overlaps": overlapping}
    return json.dumps(_document(origin, done) | extra, ensure_ascii=False, indent=2)


def _document(origin: Origin, done: Audit) -> dict[str, Any]:
    ages = [one.age for one in done.pilots if one.age is not None]
    return {
        "method": METHOD,
        "as_of": done.on.isoformat(),
        "file": origin.hash,
        "mapping": {field.value: column for field, column in origin.columns.items()},
        "rows": done.rows + len(origin.rejected),
        "rejected": [{"row": one.row, "column": one.column, "reason": one.reason} for one in origin.rejected],
        "stages": {stage.value: count for stage, count in done.stages.items()},
        "pilots": len(done.pilots),
        "age": {
            "dated": len(ages),
            "undated": len(done.pilots) - len(ages),
            "by_precision": {precision.value: count for precision, count in done.precisions.items() if count},
            "in_future": sum(age < 0 for age in ages),
            "median_days": done.median_age,
            "older_than_days": {str(days): count for days, count in done.older_than.items()},
        },
        "contact": {owner.value: count for owner, count in done.owners.items()},
        "benefit": {
            "with_number_and_unit": sum(one.benefit is not None for one in done.pilots),
            "keys": [one.entry.key for one in done.pilots if one.benefit is not None],
        },
        "approval": {
            "yes": done.approved[True], "no": done.approved[False], "unknown": done.approved[None],
        },
        "in_purgatory": len(done.in_purgatory),
        "initiatives": [_pilot(one) for one in done.pilots],
    }  # fmt: skip


def _pilot(one: Audited) -> dict[str, Any]:
    started = one.entry.started
    return {
        "key": one.entry.key,
        "row": one.entry.row,
        "name": one.entry.name,
        "started": None if started is None else {"day": started.day.isoformat(), "precision": started.precision.value},
        "age_days": one.age,
        "days_past_decision": one.past,
        "contact": one.owner.value,
        "benefit": one.benefit,
        "approved": one.entry.approved,
        "traits": {
            trait.value: {"met": False, "missing": gap.value, "owed_by": OWED_BY[gap]} for trait, gap in one.traits.items()
        },
        "gaps": [gap.value for gap in one.gaps],
    }


def as_text(
    origin: Origin, done: Audit, w: Words, changed: Changes | None = None, overlapping: Iterable[str] = ()
) -> str:
    """The audit on one screen: what there is, how old, who answers, what is measured, and who has waited longest."""
    lines = [*_lines(origin, done, w, overlapping), *(changed_lines(changes_as_plain(changed), w) if changed else ())]
    return "\n".join(lines)


def _lines(origin: Origin, done: Audit, w: Words, overlapping: Iterable[str]) -> Iterator[str]:
    yield w.say("audit.title", n=done.rows, on=done.on)
    for stage in ListedStage:
        if done.stages[stage]:
            yield f"  {_count(w, done.stages[stage])}  {w.say(f'audit.stage.{stage.value}')}"
    if origin.sheet:
        yield w.say("import.sheet", sheet=origin.sheet)
    if origin.rejected:
        yield w.say("audit.rejected", n=len(origin.rejected))
    if not done.pilots:
        yield w.say("audit.no_pilots")
        yield from _columns(origin, w)
        return
    yield ""
    yield w.say("audit.pilots", n=len(done.pilots))
    for line, count in _figures(done, w):
        yield f"  {_count(w, count)}  {line}"
    waiting = done.in_purgatory[:LONGEST]
    if waiting:
        yield ""
        yield w.say("audit.longest")
        same = Counter(one.entry.name for one in waiting)
        for one in waiting:
            where = (one.entry.unit or one.entry.organisation) if same[one.entry.name] > 1 else ""
            said = f"{one.entry.name} ({where})" if where else one.entry.name
            yield f"  {w.say('audit.past', n=one.past or 0).rjust(10)}  {short(w.free(said))}"
    yield from _columns(origin, w)
    alike = list(overlapping)
    if alike:
        yield ""
        yield from alike
    yield ""
    yield w.say("audit.more")


def _columns(origin: Origin, w: Words) -> Iterator[str]:
    """What the figures stand on: which column was taken for what."""
    if origin.guessed:
        said = (
            w.say("audit.column", field=Raw(w.say(f"import.field.{field.value}")), column=short(column, _HEADING))
            for field, column in origin.columns.items()
        )
        yield ""
        yield wrapped(w.say("audit.columns", columns=Raw(w.listed(said))), _WIDTH)


def _figures(done: Audit, w: Words) -> Iterator[tuple[str, int]]:
    """What is said of the pilots, each with its number."""
    ages = [one.age for one in done.pilots if one.age is not None]
    for days in AGES:
        yield w.say("audit.older", days=days), done.older_than[days]
    if done.median_age is not None:
        yield w.say("audit.dated", median=Decimal(str(done.median_age))), len(ages)
    if future := sum(age < 0 for age in ages):
        yield w.say("audit.in_future"), future
    if len(ages) < len(done.pilots):
        yield w.say("audit.undated"), len(done.pilots) - len(ages)
    for owner in (Owner.NONE, Owner.SHARED_MAILBOX, Owner.PERSON):
        yield w.say(f"audit.contact.{owner.value}"), done.owners[owner]
    yield w.say("audit.benefit"), sum(one.benefit is not None for one in done.pilots)
    for answer, key in ((True, "yes"), (False, "no"), (None, "unknown")):
        yield w.say(f"audit.approval.{key}"), done.approved[answer]


def _count(w: Words, count: int) -> str:
    return w.number(count).rjust(6)
