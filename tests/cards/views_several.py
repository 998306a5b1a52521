"""Realistic views of imported pilots with their gates, and of sponsors of several initiatives."""

from dataclasses import replace
from datetime import date, timedelta

from portfolio.errors import problem
from portfolio.imports.entries import Dated, Precision
from portfolio.imports.owners import Owner
from portfolio.messages import Reason
from portfolio.views.initiatives import Acceptance
from portfolio.views.intake import Intake, Load, Week
from portfolio.views.notices import Notice, Tone
from portfolio.views.sponsors import OneOfSeveral, SeveralAsked, SeveralTaken, SplitProposed, SponsorsWanted
from tests.cards.panels import NAMES, PEOPLE
from tests.cards.views_g import RECORD

TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)
WEEKS = [MONDAY + timedelta(weeks=n) for n in range(14)]
UNITS = ("Tax", "Legal *and* compliance", "", "RL - Hanford - Richland Operations Office")
AWKWARD = "ChatGPT [for](https://evil.example) *everything* that takes longer than it should, in every bureau and department"


def one(number: int, **changes: object) -> OneOfSeveral:
    made = OneOfSeveral(
        initiative=f"i-{number:02d}", name=AWKWARD if number == 3 else NAMES[number % len(NAMES)],
        unit=UNITS[number % len(UNITS)], gate_on=TODAY + timedelta(days=2 * number + 1),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


INTAKE = Intake(
    today=TODAY, pilots=440, dated=275, about=124, undated=41,
    owners={Owner.NONE: 138, Owner.SHARED_MAILBOX: 293, Owner.PERSON: 9},
    renamed=("ChatGPT (Tax)", "ChatGPT (Legal)", AWKWARD[:60], "Minutes (HHS/OCR)", "Minutes (Tax, 2)", "a_b", "seventh"),
    followed=3, moved_on=1, weeks=tuple(Week(monday=monday, new=34, gates=34 + n % 3) for n, monday in enumerate(WEEKS)),
    loads=(
        Load(sponsor=PEOPLE[0], gates=45, fullest=4, spare=tuple(NAMES[:3])),
        Load(sponsor=PEOPLE[1], gates=9, fullest=3, spare=()),
    ),
    later=1, seen="f" * 64,
)  # fmt: skip
ASKED = SeveralAsked(
    asked="2026-11-25T09:30:00+00:00", named_by=PEOPLE[1], lines=tuple(one(n) for n in range(10)), total=45,
    last_on=date(2027, 2, 23), why=Reason.NAMED_SPONSOR, values={},
)
WANTED = SponsorsWanted(
    lines=tuple(one(n, asked=PEOPLE[2] if n % 7 == 0 else None) for n in range(50)), total=440, values={}
)
SPLIT = SplitProposed(
    sponsor=PEOPLE[0], gates=45, fullest=4, lines=tuple(one(n) for n in range(3)), total=3, number=7,
    weeks=tuple((monday, 3 + (n < 3), 3) for n, monday in enumerate(WEEKS)), values={"chosen": "i-00,i-01,i-02"},
)

SAMPLES: dict[str, object] = {
    "intake": INTAKE,
    "intake_done": replace(INTAKE, done=True),
    "intake_stands": replace(INTAKE, pilots=0, dated=0, about=0, undated=0, renamed=(), followed=0, later=0,
                             loads=INTAKE.loads * 5),
    "intake_nothing": replace(INTAKE, pilots=0, dated=0, about=0, undated=0, renamed=(), followed=0, moved_on=0, weeks=(),
                              loads=(), later=0),
    "several_asked": ASKED,
    "several_asked_late": replace(ASKED, named_by=None, why=Reason.SPONSOR_LATE, lines=ASKED.lines[:2], total=2,
                                  values={"instead_name": "Nobody"}, problems=(problem("instead", "not_met"),)),
    "acceptance_among": Acceptance(
        initiative="i-01", name=AWKWARD, workflow="", named_by=None, gate_on=TODAY, why=Reason.NAMED_SPONSOR,
        among="2026-11-25T09:30:00+00:00",
    ),
    "record_listed": replace(
        RECORD, first_use=None, about=Dated(day=date(2026, 3, 1), precision=Precision.MONTH), intent="", workflow="",
        unit=UNITS[3], contact="Dana Whitfield, ki_*team*@x.test", panel=None,
    ),
    "several_taken": SeveralTaken(total=45, moved=19, spare=3, weeks=tuple((monday, 3) for monday in WEEKS)),
    "several_taken_fits": SeveralTaken(total=2, moved=0, spare=0, weeks=()),
    "sponsors_wanted": WANTED,
    "sponsors_wanted_refused": replace(
        WANTED, lines=WANTED.lines[:3], total=3, values={"find": "tax", "chosen": "i-00,i-02", "sponsor_name": "Nobody"},
        problems=(problem("chosen", "choose_some"), problem("sponsor", "declined_before_of", name="Minutes")),
    ),
    "sponsors_wanted_silent": replace(WANTED, lines=WANTED.lines[:4], total=4, asked=PEOPLE[0], why=Reason.SPONSOR_SILENT),
    "sponsors_wanted_declined": replace(
        WANTED, lines=WANTED.lines[:1], total=1, asked=PEOPLE[0], declined=True, why=Reason.SPONSOR_DECLINED
    ),
    "sponsors_wanted_unfit": replace(WANTED, lines=WANTED.lines[:4], total=4, asked=PEOPLE[0], why=Reason.SPONSOR_UNFIT),
    "sponsors_wanted_none": replace(WANTED, lines=(), total=0, values={"find": "zzz"}),
    "split": SPLIT,
    "split_more": replace(SPLIT, lines=tuple(one(n) for n in range(8)), total=12, asked=(2, PEOPLE[2])),
    "split_refused": replace(SPLIT, values={"chosen": "i-01"}, problems=(problem("sponsor", "split_same", name=PEOPLE[0]),)),
    "split_old": SplitProposed(sponsor=PEOPLE[0], gates=45, fullest=4, lines=tuple(one(n) for n in range(3)), total=3),
    "notice_handed_over": Notice(
        tone=Tone.INFO, code="handed_over", params={"n": 3, "first": AWKWARD, "other": PEOPLE[2]}
    ),
    "notice_passed_on": Notice(tone=Tone.INFO, code="passed_on", params={"name": AWKWARD}),
}  # fmt: skip
