"""`constraints`: the register of what limits the initiatives; entries added, changed and lifted (D6)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from actions import access, constraint_lines, interview_answers, subjects
from actions.people import named
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.discover.commands import KeepConstraint, LiftConstraint
from portfolio.discover.constraints import MOST_HITS, Constraint, ConstraintKind, Lifting
from portfolio.errors import Conflict, Invalid, NotFound, Problem, problem
from portfolio.names import plain
from portfolio.people import Actor
from portfolio.views.discover import ConstraintCard, ConstraintForm, ConstraintLine, ConstraintList, Named
from store import Tx, constraints, ledger, people, workflows
from store.ids import new_id
from store.locks import alone

PAGE = 6
MOST_CHOICES = 30
"""Things offered to be ticked; any other is typed."""


def register(
    tx: Tx, actor: Actor, page: int, now: datetime, kind: ConstraintKind | None = None, about: str = ""
) -> ConstraintList:
    """A page of what this person may see, the nearest end first; with `kind` those of it, with `about` those that hit
    something whose name has these words."""
    today = local_date(now, actor.zone)
    mine = _seen(tx, actor, constraints.everything(tx), today)
    words = plain(about).split()
    chosen = [
        (one, known) for one, known in mine
        if kind in (None, one.kind) and (not words or _about(words, known.values()))
    ]  # fmt: skip
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(page, 1), pages)
    shown = chosen[(page - 1) * PAGE : page * PAGE]
    rows = constraint_lines.each(tx, shown, today, actor.zone)
    return ConstraintList(
        rows=rows, page=page, pages=pages, total=len(chosen), seen=len(mine), kind=kind, about=about,
        may_change=allowed(actor, Act.DISCOVER),
    )


def everything(tx: Tx, today: date) -> tuple[ConstraintLine, ...]:
    """The whole register, what was lifted last, for whoever has the record's command line."""
    found = [*constraints.everything(tx), *constraints.lifted(tx)]
    return constraint_lines.lines(tx, found, today, subjects.names(tx, {id for one in found for id in one.hits}))


def _about(words: list[str], names: Iterable[str]) -> bool:
    """Whether one of the names has all these words, or words that begin so."""
    said = [plain(name).split() for name in names]
    return any(all(any(part.startswith(word) for part in name) for word in words) for name in said)


def _seen(
    tx: Tx, actor: Actor, every: list[Constraint], today: date
) -> list[tuple[Constraint, Mapping[str, str]]]:
    """Those this person may see, each with the names of what it hits that they may know of."""
    each = constraint_lines.named(tx, actor, constraint_lines.readable(tx, actor, every, today), today)
    everything = allowed(actor, Act.SEE_PORTFOLIO)
    return [(one, names) for one, names in each if everything or names or one.owner == actor.number]


def card(tx: Tx, actor: Actor, id: str, now: datetime, just: str | None = None) -> ConstraintCard:
    """One entry. NotFound when there is none, or none this person may know of."""
    one, today = constraints.by_id(tx, id), local_date(now, actor.zone)
    seen = _seen(tx, actor, [one], today) if one else []
    if not seen:
        raise NotFound("not_found")
    ((one, known),) = seen
    (line,) = constraint_lines.lines(tx, [one], today, known, actor.zone)
    may = allowed(actor, Act.DISCOVER) and one.lifted is None
    return ConstraintCard(line=line, revision=one.revision, may_change=may, just=just)


def form(tx: Tx, actor: Actor, id: str | None, token: str) -> ConstraintForm:
    """An empty form, or one with what an entry says."""
    access.demand(actor, Act.DISCOVER)
    if id is None:
        return ConstraintForm(
            constraint=None, revision=None, token=token, choices=_choices(tx, ()), values={}, problems=()
        )
    one = _standing(tx, id)
    choices = _choices(tx, one.hits)
    offered = {choice.id for choice in choices}
    rest = subjects.names(tx, [hit for hit in one.hits if hit not in offered]).values()
    owner = people.many(tx, [one.owner]).get(one.owner)
    values = {
        "kind": one.kind.value, "text": one.text, "source": one.source, "owner": owner.object_id if owner else "",
        "expires": one.expires.isoformat() if one.expires else "",
        "reviewed_on": one.reviewed_on.isoformat() if one.reviewed_on else "",
        "hits": ",".join(hit for hit in one.hits if hit in offered), "named": "\n".join(sorted(rest)),
    }
    return ConstraintForm(
        constraint=one.id, revision=one.revision, token=token, choices=choices,
        values={id: value for id, value in values.items() if value}, problems=(),
    )


def _choices(tx: Tx, kept: tuple[str, ...]) -> tuple[Named, ...]:
    """What is hit already, and of what else can be as many as there is room for."""
    first = subjects.names(tx, kept)
    rest = [(id, name) for id, name in subjects.offered(tx) if id not in first]
    return tuple(Named(id=id, name=name) for id, name in [*first.items(), *rest][:MOST_CHOICES])


def _standing(tx: Tx, id: str) -> Constraint:
    one = constraints.by_id(tx, id)
    if one is None:
        raise NotFound("not_found")
    if one.lifted is not None:
        raise Conflict("constraint_lifted")
    return one


def keep(tx: Tx, actor: Actor, command: KeepConstraint, company: Company, now: datetime) -> ConstraintCard:
    """Add an entry, or change one. The same once more changes nothing. Invalid with every problem; Conflict when somebody
    else changed it since."""
    access.demand(actor, Act.DISCOVER)
    alone(tx, f"constraint:{command.constraint or command.token}")
    old = None
    if command.constraint is not None:
        old = _standing(tx, command.constraint)
    elif (before := constraints.by_token(tx, command.token)) is not None:
        return card(tx, actor, before.id, now, "added")
    new = _checked(tx, actor, command, old, company, now)
    if old is not None and _says_the_same(old, new):
        return card(tx, actor, old.id, now)
    if old is not None and old.revision != command.revision:
        raise Conflict("changed_since")
    said = constraints.insert(tx, new, command.token) if old is None else constraints.change(tx, old, new)
    assert said is not None, "its token was looked for"
    just = "added" if old is None else "changed"
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:constraint:{just}", subject=new.id,
        data={
            "kind": new.kind.value, "owner": new.owner, "hits": list(new.hits), "text": said.text, "source": said.source,
            "expires": new.expires.isoformat() if new.expires else None,
        },
    )
    return card(tx, actor, new.id, now, just)


def _says_the_same(old: Constraint, new: Constraint) -> bool:
    return replace(new, said_by=old.said_by, said_at=old.said_at, open_on=old.open_on) == old


def _checked(
    tx: Tx, actor: Actor, command: KeepConstraint, old: Constraint | None, company: Company, now: datetime
) -> Constraint:
    today = local_date(now, actor.zone)
    owner = named(tx, actor.tenant, command.owner, "owner")
    hits, problems = _hits(tx, command)
    problems += [owner] if isinstance(owner, Problem) else []
    if command.expires is None and command.reviewed_on is None:
        problems.append(problem("reviewed_on", "expiry_or_review"))
    if command.reviewed_on is not None and command.reviewed_on > today:
        problems.append(problem("reviewed_on", "review_ahead"))
    kept = old.expires if old else None
    if command.expires is not None and command.expires != kept and command.expires < today:
        problems.append(problem("expires", "date_in_past"))
    about = {*hits, *workflows.workflows_of(tx, hits).values()}
    problems += [
        problem(field, "repeats_an_answer")
        for field, said in (("text", command.text), ("source", command.source)) if interview_answers.quoted(tx, about, said)
    ]
    if problems or isinstance(owner, Problem):
        raise Invalid(*problems)
    new = Constraint(
        id=old.id if old else new_id("c"), kind=command.kind, text=command.text, source=command.source,
        owner=owner.number, expires=command.expires, reviewed_on=command.reviewed_on, hits=hits, said_by=actor.number,
        said_at=now, revision=old.revision if old else 1,
        open_on=constraint_lines.open_on(company, now),
    )
    return new if old is None or _limits_more(old, new) else replace(new, open_on=old.open_on)


def _limits_more(old: Constraint, new: Constraint) -> bool:
    """Whether it says something else, or hits something else as well, which is news; another owner, source or day of review
    is none, or what is looked at each month would wait for ever."""
    said = (old.kind, old.text, old.expires) != (new.kind, new.text, new.expires)
    return said or not set(new.hits) <= set(old.hits)


def _hits(tx: Tx, command: KeepConstraint) -> tuple[tuple[str, ...], list[Problem]]:
    """The ids of what was chosen and typed, in order; and names nothing has."""
    problems = []
    found = set(subjects.names(tx, command.hits))
    if found != set(command.hits):
        raise Invalid(code="bad_card")
    for name in command.named:
        id = subjects.called(tx, name)
        if id is None:
            problems.append(problem("named", "nothing_hit_called", name=name[:80]))
        else:
            found.add(id)
    if len(found) > MOST_HITS:
        problems.append(problem("hits", "too_many_hits", most=MOST_HITS))
    return tuple(sorted(found)), problems


def lift(tx: Tx, actor: Actor, command: LiftConstraint, now: datetime) -> ConstraintCard:
    """It holds no more. Pressing again changes nothing."""
    access.demand(actor, Act.DISCOVER)
    alone(tx, f"constraint:{command.constraint}")
    one = constraints.by_id(tx, command.constraint)
    if one is None:
        raise NotFound("not_found")
    if one.lifted is not None and one.lifted.by == actor.number and one.lifted.reason == command.reason:
        return card(tx, actor, one.id, now, "lifted")
    if one.lifted is not None:
        raise Conflict("constraint_lifted")
    if one.revision != command.revision:
        raise Conflict("changed_since")
    said = constraints.lift(tx, one, Lifting(reason=command.reason, by=actor.number, at=now))
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:constraint:lifted", subject=one.id, data={"reason": said}
    )
    return card(tx, actor, one.id, now, "lifted")
