"""Logging cases in Teams: one form a case, one's own cases corrected or withdrawn, what they said before kept (B7, R20)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from actions import access, sprint_views
from actions.sources import bound_to
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.commands import LogCase
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Problem, Refused, problem
from portfolio.initiatives import Initiative
from portfolio.metrics import Metric, Provenance
from portfolio.names import folded
from portfolio.observations import Observation, Origin, Shape
from portfolio.people import Actor
from portfolio.sources import Seen, Source, is_short
from portfolio.sprints import NOON, OLDEST_START, Sprint, Way
from portfolio.views.sprints import LogForm, LogPlaces, SprintCard
from store import Tx, initiatives, ledger, metrics, observations, sources, sprints
from store.ids import new_id
from store.values import fingerprint


def _door(tx: Tx, actor: Actor, id: str) -> tuple[Initiative, Sprint, Source, Metric]:
    """The log of an initiative, for who may write into it. NotFound when they may not know of it."""
    one, sprint = initiatives.get(tx, id), sprints.newest(tx, id)
    if one is None or sprint is None or not sprint_views.may_log(actor, one, sprint):
        if one is not None and allowed(actor, Act.SEE, one):
            raise NotYours("log_not_yours") if sprint else Refused("no_sprint", name=one.name)
        raise NotFound("not_found")
    metric = metrics.latest(tx, one.id)
    current = bound_to(tx, metric)
    if metric is None or current is None or not sprint_views.is_open(one, sprint, current):
        raise Refused("log_closed", name=one.name)
    if sprint.way is Way.FILE:
        raise Refused("log_is_file", file=current.ref.locator)
    return one, sprint, current, metric


def places(tx: Tx, actor: Actor) -> list[Initiative]:
    """The initiatives whose cases somebody may log now."""
    named = [sprint.initiative for sprint in sprints.logged_by(tx, actor.number)]
    ids = list(dict.fromkeys([*named, *(one.id for one in initiatives.sponsored_by(tx, actor.number))]))
    found = []
    for id in ids:
        try:
            found.append(_door(tx, actor, id)[0])
        except (NotFound, Refused):
            continue
    return found


def choose(tx: Tx, actor: Actor, now: datetime) -> LogForm | LogPlaces:
    """The form where there is one place to log in, else the list of them. Refused when there is none."""
    found = places(tx, actor)
    if not found:
        raise Refused("nothing_to_log")
    if len(found) == 1:
        return form(tx, actor, found[0].id, now)
    return LogPlaces(places=tuple((one.id, one.name) for one in found))


def find(tx: Tx, actor: Actor, text: str) -> Initiative:
    """The one of these whose name was typed; who only logs may not see the initiative itself."""
    mine = [one for one in places(tx, actor) if folded(text) in folded(one.name)]
    exact = [one for one in mine if folded(one.name) == folded(text)]
    if len(exact or mine) == 1:
        return (exact or mine)[0]
    if mine:
        raise Refused("several_called", name=text, names=", ".join(one.name for one in mine[:5]))
    raise NotFound("nothing_to_log_called", name=text)


def form(tx: Tx, actor: Actor, id: str, now: datetime) -> LogForm:
    """An empty form with an entry of its own."""
    one, sprint, source, metric = _door(tx, actor, id)
    today = local_date(now, actor.zone).isoformat()
    shape, timed = source.binding.shape, is_short(metric.unit)
    if shape is not Shape.CASE:
        values = {"on": today}
    else:
        values = {"ended_on": today} | ({"started_on": today} if timed else {})
    return _form(one, sprint, source, metric, new_id("e"), None, values, actor, now)


def again(tx: Tx, actor: Actor, id: str, entry: str, now: datetime) -> LogForm:
    """One's own case once more, to correct it."""
    one, sprint, source, metric = _door(tx, actor, id)
    row = _own(tx, actor, sprint, source, entry)
    zone, ended = ZoneInfo(actor.zone), row.closed or row.at
    values = {"kind": row.work or ""}
    if row.opened is not None and row.closed is not None:
        moments = {"started": row.opened.astimezone(zone), "ended": row.closed.astimezone(zone)}
        timed = is_short(metric.unit) or any(at.time() != NOON for at in moments.values())
        for name, at in moments.items():
            values |= {f"{name}_on": at.date().isoformat()} | ({f"{name}_at": f"{at:%H:%M}"} if timed else {})
    else:
        values["on"] = ended.astimezone(zone).date().isoformat()
        if source.binding.shape is Shape.NUMBER:
            values["value"] = str(row.value)
        else:
            values["hit"] = "yes" if row.value else "no"
    return _form(one, sprint, source, metric, entry, row.batch, values, actor, now)


def _form(
    one: Initiative, sprint: Sprint, source: Source, metric: Metric, entry: str, revision: int | None,
    values: dict[str, str], actor: Actor, now: datetime,
) -> LogForm:
    return LogForm(
        initiative=one.id, name=one.name, metric=metric.name, unit=metric.unit, shape=source.binding.shape, entry=entry,
        revision=revision, timed=is_short(metric.unit), kinds=sprint.kinds, today=local_date(now, actor.zone),
        first_on=sprint.first_on, values=values, problems=(),
    )


def _days(row: Seen, zone: str) -> tuple[date | None, ...]:
    return tuple(None if at is None else local_date(at, zone) for at in (row.at, row.opened, row.closed))


def _own(tx: Tx, actor: Actor, sprint: Sprint, source: Source, entry: str) -> Seen:
    row = next((row for row in observations.live(tx, source.id) if row.key == entry), None)
    if row is None:
        raise NotFound("no_such_case")
    if row.person != sprint_views.hash_of(tx, actor, sprint):
        raise NotYours("case_not_yours")
    return row


def save(tx: Tx, actor: Actor, command: LogCase, now: datetime) -> SprintCard:
    """Log a case, or log one's own again. Pressing twice logs once; what it said before is kept and counts no more.

    Invalid with every problem; Conflict when the case was changed since the form was drawn.
    """
    access.reserve(tx, command.initiative)
    one, sprint, source, metric = _door(tx, actor, command.initiative)
    if command.shape is not source.binding.shape:
        raise Invalid(code="bad_card")
    known = observations.ever(tx, source.id, command.entry)
    if command.revision is None and known:
        return _card(tx, actor, one, sprint, source, now, "logged")
    old = None if command.revision is None else _own(tx, actor, sprint, source, command.entry)
    problems = _problems(command, sprint, metric, actor, now)
    if problems:
        raise Invalid(*problems)
    row = observations.seen(_observation(command, source, actor, now), sources.salt(tx, source.id))
    if old is not None and not command.timed and _days(old, actor.zone) == _days(row, actor.zone):
        row = replace(row, at=old.at, opened=old.opened, closed=old.closed)  # the same days are the same moments
    if old is not None and old.content == row.content:
        return _card(tx, actor, one, sprint, source, now, "corrected")
    if old is not None and old.batch != command.revision:
        raise Conflict("changed_since")
    _write(tx, actor, source, "corrected" if old else "logged", command.entry, [row], now)
    return _card(tx, actor, one, sprint, source, now, "corrected" if old else "logged")


def withdraw(tx: Tx, actor: Actor, id: str, entry: str, revision: int, now: datetime) -> SprintCard:
    """One's own case counts no more; that it was there is kept. Pressing again changes nothing."""
    access.reserve(tx, id)
    one, sprint, source, _ = _door(tx, actor, id)
    live = {row.key for row in observations.live(tx, source.id)}
    if entry in live or not observations.ever(tx, source.id, entry):
        if _own(tx, actor, sprint, source, entry).batch != revision:
            raise Conflict("changed_since")
        _write(tx, actor, source, "withdrawn", entry, [], now)
    return _card(tx, actor, one, sprint, source, now, "withdrawn")


def _card(
    tx: Tx, actor: Actor, one: Initiative, sprint: Sprint, source: Source, now: datetime, just: str
) -> SprintCard:
    return sprint_views.card(tx, actor, one, sprint, source, now, just)


def _problems(command: LogCase, sprint: Sprint, metric: Metric, actor: Actor, now: datetime) -> list[Problem]:
    case = command.shape is Shape.CASE
    on = "ended_on" if case else "on"
    found = []
    if command.ended > now:
        found.append(problem("ended_at" if command.timed else on, "case_in_future"))
    elif local_date(command.ended, actor.zone) < sprint.first_on:
        found.append(problem(on, "case_before_sprint", on=sprint.first_on))
    if case and command.started is not None:
        if command.started > command.ended:
            found.append(problem("started_on", "case_backwards"))
        elif command.ended - command.started > OLDEST_START:
            found.append(problem("started_on", "case_too_long"))
    if case and is_short(metric.unit) and not command.timed:
        found.append(problem("started_at", "times_needed", unit=metric.unit))
    if command.kind is not None and command.kind not in sprint.kinds:
        found.append(problem("kind", "choose_one"))
    return found


def _observation(command: LogCase, source: Source, actor: Actor, now: datetime) -> Observation:
    case = command.shape is Shape.CASE
    return Observation(
        key=command.entry, at=command.ended, start=command.started if case else None, end=command.ended if case else None,
        value=command.value, person=str(actor.number), kind=command.kind, provenance=Provenance.LOGGED, source=source.ref,
        fetched_at=now, batch_key=command.entry,
    )


def _write(
    tx: Tx, actor: Actor, source: Source, what: str, entry: str, rows: Sequence[Seen], now: datetime
) -> None:
    """One batch a case: what was known under its key ends, what is known from now on is added."""
    last = observations.newest(tx, source.id)
    said = fingerprint((entry, [(row.key, row.content) for row in rows]))
    changed, gone = what == "corrected", what == "withdrawn"
    batch = observations.add_batch(
        tx, source, Origin(source=source.ref, fetched_at=now, sha256=said),
        last.number + 1 if last else 1, [], added=int(what == "logged"), changed=int(changed), gone=int(gone), same=0,
    )
    observations.supersede(tx, source, batch, [entry] if changed or gone else [], rows)
    sources.looked(tx, source.id, None, now)
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:case:{what}", subject=source.id,
        data={"initiative": source.initiative, "number": batch.number, "sha256": batch.sha256},
    )
