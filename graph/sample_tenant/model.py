"""The data of the sample tenant, and what is true of them.

Four pilots of one company, each with a list of cases and a group of people who use Copilot from `first_use` on:

    works     every case takes 0.60 of what it took; use is broad and steady
    nothing   cases take what they took; use is broad and steady
    fades     0.60 at first, back to 1.00 between the 5th and the 13th week; use falls from 60 % of people a day to 9 %
    hero      one person's cases take 0.35, everybody else's 1.00; that person writes most of all prompts

A case's days are drawn from a log-normal distribution: median 6.0 days x the person's factor (0.75 to 1.35) x 1.8 for
a complex one (30 % of cases) x the pilot's effect, spread 0.5 (the standard deviation of the logarithm). Cases open on
working days, 26 weeks before `first_use` and 21 weeks from it; on a day `as_of` those are known that were opened by then,
and what is not closed by then is open. Everything follows from the seed and the dates: the same arguments give the same
tenant, and a later day the same cases further on.
"""

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from statistics import fmean

BEFORE = 26  # weeks of history
WEEKS = 20  # weeks between first use and as_of, unless told otherwise
MEDIAN = 6.0  # days
SPREAD = 0.5
COMPLEX = 1.8
HERO_EFFECT = 0.35
EFFECT = 0.60

_FIRST = ("Ada", "Ben", "Cleo", "Dana", "Emil", "Fritz", "Gina", "Hugo", "Ines", "Jon", "Kira", "Lars", "Mona", "Nils",
          "Olga", "Paul", "Rosa", "Sven", "Tara", "Uwe")  # fmt: skip
_LAST = ("Adler", "Brandt", "Conrad", "Dietz", "Engel", "Fuchs", "Graf", "Haas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is true of a pilot. `ratio` is the days a case takes at `as_of`, over before, for the same people and kinds of
    work (the hero's: everybody but the hero); `overall` says whether cases improved for good and for everybody.
    """

    ratio: float
    overall: bool
    fades: bool
    hero: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """One pilot. `site`, `list` and `group` are ids as Graph has them."""

    key: str
    name: str
    people: int
    a_week: int
    truth: Truth
    number: int

    @property
    def site(self) -> str:
        """The composite id of its site."""
        number = f"{self.number:08d}"
        return f"contoso.sharepoint.com,{number}-0000-4000-8000-000000000000,{number}-0000-4000-9000-000000000000"

    @property
    def path(self) -> str:
        """What its site is called in addresses: it does not tell the truth about it."""
        return self.name.lower().replace(" ", "-")

    @property
    def list(self) -> str:
        """The id of its list of cases."""
        return f"11111111-0000-4000-8000-00000000000{self.number}"

    @property
    def group(self) -> str:
        """The id of its group of people."""
        return f"22222222-0000-4000-8000-00000000000{self.number}"


PILOTS = (
    Pilot(key="works", name="Invoice approval", people=40, a_week=30, number=1,
          truth=Truth(ratio=EFFECT, overall=True, fades=False, hero=False)),
    Pilot(key="nothing", name="Contract review", people=30, a_week=30, number=2,
          truth=Truth(ratio=1.0, overall=False, fades=False, hero=False)),
    Pilot(key="fades", name="Meeting notes", people=36, a_week=30, number=3,
          truth=Truth(ratio=1.0, overall=False, fades=True, hero=False)),
    Pilot(key="hero", name="Proposal drafts", people=24, a_week=30, number=4,
          truth=Truth(ratio=1.0, overall=False, fades=False, hero=True)),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who does not exist. `first` is the first one of a pilot: in the hero's pilot, the hero."""

    id: str
    upn: str
    name: str
    pilot: str
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: when it was opened, when closed (None: not yet), by whom, which kind, and right at the first try."""

    id: int
    opened: datetime
    closed: datetime | None
    person: Person
    complex: bool
    right: bool


def effect(pilot: Pilot, person: Person, weeks: float) -> float:
    """What a case takes, as a share of before, `weeks` after first use (negative: before it)."""
    if weeks < 0 or pilot.key == "nothing":
        return 1.0
    if pilot.key == "hero":
        return HERO_EFFECT if person.first else 1.0
    if pilot.key == "fades":
        return EFFECT + (1 - EFFECT) * _faded(weeks)
    return EFFECT


def _faded(weeks: float) -> float:
    """How much of the novelty is gone: nothing until the 5th week, all of it from the 13th."""
    return min(max((weeks - 4) / 8, 0.0), 1.0)


def use(pilot: Pilot, person: Person, weeks: float) -> float:
    """The chance that somebody uses Copilot on a working day, `weeks` after first use."""
    if weeks < 0:
        return 0.0
    if pilot.key == "fades":
        return 0.6 * (1 - 0.85 * _faded(weeks))
    if pilot.key == "hero":
        return 0.95 if person.first else 0.12
    return 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The company on a day. `began` is a Monday; None: 20 weeks ago."""

    as_of: date
    seed: int = 7
    began: date | None = None

    @property
    def first_use(self) -> date:
        """The Monday on which all four pilots began."""
        return self.began or self.as_of - timedelta(weeks=WEEKS, days=self.as_of.weekday())

    def people(self, pilot: Pilot) -> tuple[Person, ...]:
        """The people of a pilot's group."""
        return tuple(_person(pilot, number) for number in range(pilot.people))

    def cases(self, pilot: Pilot) -> tuple[Case, ...]:
        """The cases of a pilot as they stand, by the day they were opened."""
        end = datetime.combine(self.as_of, time(18), UTC)
        return tuple(
            case if case.closed is not None and case.closed <= end else replace(case, closed=None)
            for case in _course(self.seed, self.first_use, pilot)
            if case.opened <= end
        )

    def ratio(self, pilot: Pilot, first: date, last: date) -> float:
        """What the cases opened between two days really took, over before: the geometric mean of the effects on them."""
        opened = [case for case in self.cases(pilot) if first <= case.opened.date() <= last]
        return math.exp(fmean(math.log(effect(pilot, case.person, self._weeks(case.opened.date()))) for case in opened))

    def _weeks(self, day: date) -> float:
        return (day - self.first_use).days / 7

    def prompts(self, person: Person, day: date) -> int:
        """The prompts somebody wrote on a day."""
        return _prompts(self.seed, self.first_use, person, day) if day <= self.as_of else 0


@lru_cache(maxsize=2**16)
def _prompts(seed: int, first_use: date, person: Person, day: date) -> int:
    if day.weekday() > 4 or day < first_use:
        return 0
    pilot = next(one for one in PILOTS if one.key == person.pilot)
    dice = Random(f"{seed}:{person.id}:{day.isoformat()}")  # noqa: S311 - sample data
    if dice.random() >= use(pilot, person, (day - first_use).days / 7):
        return 0
    return dice.randint(40, 80) if pilot.key == "hero" and person.first else dice.randint(2, 9)


@lru_cache(maxsize=256)
def _person(pilot: Pilot, number: int) -> Person:
    first, last = _FIRST[number % len(_FIRST)], _LAST[(number // len(_FIRST) + 2 * pilot.number) % len(_LAST)]
    return Person(
        id=f"33333333-0000-4000-800{pilot.number}-{number:012d}",
        upn=f"{first}.{last}{pilot.number}@contoso.example".lower(),
        name=f"{first} {last}", pilot=pilot.key, first=number == 0,
    )  # fmt: skip


def _office_hours(dice: Random) -> time:
    return time(dice.randrange(7, 16), dice.randrange(60))


@lru_cache(maxsize=16)
def _course(seed: int, first_use: date, pilot: Pilot) -> tuple[Case, ...]:
    """Every case of a pilot to its end."""
    dice = Random(f"{seed}:{pilot.key}")  # noqa: S311 - sample data
    people = tuple(_person(pilot, number) for number in range(pilot.people))
    factors = {person.id: dice.uniform(0.75, 1.35) for person in people}
    begin = first_use - timedelta(weeks=BEFORE)
    opened = sorted(
        datetime.combine(begin + timedelta(weeks=week, days=dice.randrange(5)), _office_hours(dice), UTC)
        for week in range(BEFORE + WEEKS + 1)
        for _ in range(pilot.a_week)
    )
    cases: list[Case] = []
    for at in opened:
        person, is_complex, noise, right = dice.choice(people), dice.random() < 0.3, dice.gauss(0, SPREAD), dice.random()
        usual = MEDIAN * factors[person.id] * (COMPLEX if is_complex else 1.0)
        days = usual * effect(pilot, person, (at.date() - first_use).days / 7) * math.exp(noise)
        cases.append(Case(id=len(cases) + 1, opened=at, closed=(at + timedelta(days=days)).replace(microsecond=0),
                          person=person, complex=is_complex, right=right < 0.8))  # fmt: skip
    return tuple(cases)
