"""Sponsors named from a list on the command line: checked line by line, asked all together or not at all (C1)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from actions import access, sponsors, sponsorship
from portfolio.directory import unfit
from portfolio.errors import Problem, problem
from portfolio.initiatives import Initiative
from portfolio.names import folded
from portfolio.people import Person
from store import Tx, accounts, initiatives, intakes, people

Rows = Sequence[tuple[str, str]]
"""The initiative (name, or key in the imported list) and the sponsor (name, or Entra object id) of each line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is asked about how many, by name, or what is wrong with which line (from 1, the header aside)."""

    people: tuple[tuple[str, int], ...]
    wrong: tuple[tuple[int, Problem], ...]


def check(tx: Tx, rows: Rows, now: datetime) -> Asked:
    """What asking would do. Nothing is changed."""
    wanted, wrong = _read(tx, rows, now)
    return _said(wanted, wrong)


def ask(tx: Tx, rows: Rows, now: datetime) -> Asked:
    """Ask every sponsor for theirs, by one card each. With anything wrong nobody is asked."""
    wanted, wrong = _read(tx, rows, now)
    if not wrong:
        for number in sorted(wanted):
            person, ones = wanted[number]
            for one in ones:
                access.reserve(tx, one.id)
            sponsors.ask_for(tx, None, ones, person, now)
    return _said(wanted, wrong)


Wanted = Mapping[int, tuple[Person, list[Initiative]]]


def _said(wanted: Wanted, wrong: Sequence[tuple[int, Problem]]) -> Asked:
    return Asked(
        people=tuple(sorted((person.name, len(ones)) for person, ones in wanted.values())), wrong=tuple(wrong)
    )


def _read(tx: Tx, rows: Rows, now: datetime) -> tuple[Wanted, list[tuple[int, Problem]]]:
    held = {one.id: one for one in initiatives.watched(tx)}
    named = {folded(one.name): one for one in held.values()}
    keys = {folded(key): held[origin.initiative] for key, origin in intakes.everything(tx).items()
            if origin.initiative in held}
    found: dict[int, tuple[Person, list[Initiative]]] = {}
    wrong: list[tuple[int, Problem]] = []
    seen: dict[str, int] = defaultdict(int)
    for number, (initiative, sponsor) in enumerate(rows, start=1):
        one, person = keys.get(folded(initiative)) or named.get(folded(initiative)), people.meant(tx, sponsor.strip())
        if one is None:
            wrong.append((number, problem("initiative", "no_such_initiative", name=initiative[:80])))
            continue
        seen[one.id] += 1
        if (slip := _slip(tx, one, sponsor, person, seen[one.id], now)) is not None:
            wrong.append((number, slip))
        else:
            found.setdefault(person[0].number, (person[0], []))[1].append(one)
    return found, wrong


def _slip(
    tx: Tx, one: Initiative, sponsor: str, person: list[Person], times: int, now: datetime
) -> Problem | None:
    if len(person) != 1:
        return problem("sponsor", "not_met_here" if not person else "ambiguous_here", name=sponsor[:80])
    if one.owned:
        return problem("initiative", "sponsored_already", name=one.name)
    if (state := unfit(accounts.of(tx, person[0].number), now)) is not None:
        return problem("sponsor", "account_unfit", name=person[0].name, account=state)
    if times > 1:
        return problem("initiative", "named_twice", name=one.name)
    if sponsorship.has_declined(tx, one.id, person[0].number):
        return problem("sponsor", "declined_before_of", name=one.name)
    return None
