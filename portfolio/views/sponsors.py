"""Sponsors of several initiatives at once: who is wanted, who is asked, what was accepted, what is too much for one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portfolio.errors import Problem
from portfolio.messages import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOfSeveral:
    """An initiative in a list of several. `unit` is where its imported list says it belongs, "" where none does; `asked`
    who has been asked to sponsor it and has not answered."""

    initiative: str
    name: str
    unit: str
    gate_on: date
    asked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralAsked:
    """"You are named executive sponsor of 45 initiatives" (C2). `asked` names the moment they were asked in: what is still
    unanswered of it. `lines` are the first, by date; `total` counts all."""

    asked: str
    named_by: str | None
    lines: tuple[OneOfSeveral, ...]
    total: int
    last_on: date
    why: Reason
    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralTaken:
    """What was accepted in one press: how many, how many dates moved so that at most three are in a week, how many are over
    that all the same, and the decisions of each week by its Monday, the sponsor's others included."""

    total: int
    moved: int
    spare: int
    weeks: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorsWanted:
    """Initiatives nobody has accepted to answer for, and the form that names one person for several of them.

    Input ids: find (words that narrow the list), chosen (several), sponsor, sponsor_name. `asked` and `since`: the person
    whose silence or refusal it is about; None when somebody just asked for the list.
    """

    lines: tuple[OneOfSeveral, ...]
    total: int
    values: Mapping[str, str]
    asked: str | None = None
    declined: bool = False
    why: Reason | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitProposed:
    """R1: one sponsor has more than three decisions in a week, and no dates within their 90 days would change that.

    `lines` are the first of those that could go to another sponsor; `total` counts all of them. `weeks` are the sponsor's by
    their Mondays: the decisions in each now, and once all of `lines` have gone. `number` is the sponsor's local number, None
    on a card from before one could act on it; `asked` about how many somebody has just been asked, and who. Input ids:
    chosen (several), sponsor, sponsor_name.
    """

    sponsor: str
    gates: int
    fullest: int
    lines: tuple[OneOfSeveral, ...]
    total: int
    why: Reason = Reason.SPONSOR_FULL
    number: int | None = None
    weeks: tuple[tuple[date, int, int], ...] = ()
    asked: tuple[int, str] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
