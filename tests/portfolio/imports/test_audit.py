"""The audit of a list's pilots."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from portfolio.imports.audit import Gap, Trait, audit
from portfolio.imports.entries import Dated, Entry, ListedStage, Precision
from portfolio.imports.owners import Owner

ON = date(2026, 1, 31)


def entry(
    row: int = 1, *, started: date | None = date(2025, 9, 1), stage: ListedStage = ListedStage.PILOT, **more: object
) -> Entry:
    values: dict[str, object] = {
        "row": row, "key": f"x|{row}", "name": f"Letters {row}", "stage": stage, "stage_text": stage.value,
        "started": Dated(day=started, precision=Precision.DAY) if started else None,
        "started_text": str(started or ""), "organisation": "X", "unit": "", "addresses": (), "sponsor": "", "intent": "",
        "benefit": "", "approved": None, "others": {},
    }  # fmt: skip
    return Entry(**(values | more))  # type: ignore[arg-type]


def test_only_pilots_are_audited_and_every_stage_is_counted() -> None:
    done = audit([entry(1), entry(2, stage=ListedStage.RETIRED), entry(3, stage=ListedStage.UNKNOWN)], ON)
    assert (done.rows, len(done.pilots)) == (3, 1)
    assert done.stages[ListedStage.UNKNOWN] == 1
    assert done.stages[ListedStage.DEPLOYED] == 0


def test_a_pilot_is_in_purgatory_from_the_91st_day_and_the_longest_leads() -> None:
    starts = (date(2025, 11, 2), date(2025, 11, 1), date(2025, 1, 1))
    done = audit([entry(row, started=start) for row, start in enumerate(starts, start=1)], ON)
    assert [(one.entry.row, one.past) for one in done.in_purgatory] == [(3, 305), (2, 1)]


def test_a_start_to_come_is_a_negative_age_and_no_start_none() -> None:
    future, none, unreadable = audit(
        [entry(1, started=date(2026, 3, 1)), entry(2, started=None), entry(3, started=None, started_text="soon")], ON
    ).pilots
    assert (future.age, future.past) == (-29, None)
    assert (none.age, none.gaps[-1]) == (None, Gap.NO_START)
    assert unreadable.gaps[-1] is Gap.START_UNREADABLE


def test_no_trait_is_met_by_what_a_list_says() -> None:
    (bare,) = audit([entry()], ON).pilots
    assert bare.traits[Trait.METRIC] is Gap.NO_NUMBER
    assert bare.traits[Trait.OWNER] is Gap.NO_OWNER
    (rich,) = audit([entry(benefit="saves 20 % of the hours", addresses=("dana@x.test",), approved=True)], ON).pilots
    assert rich.traits[Trait.METRIC] is Gap.NO_BASELINE
    assert rich.traits[Trait.OWNER] is Gap.NOT_ACCEPTED
    assert Gap.NOT_APPROVED not in rich.gaps


def test_whoever_a_list_names_as_sponsor_is_named() -> None:
    rows = [entry(1, sponsor="Dana Whitfield"), entry(2, sponsor="Head of Finance"), entry(3)]
    assert audit(rows, ON).owners == {Owner.PERSON: 1, Owner.NONE: 2, Owner.SHARED_MAILBOX: 0}


def test_a_mailbox_is_no_owner_but_a_named_sponsor_beside_it_is_somebody_to_ask() -> None:
    many = [entry(row, addresses=("ai@x.test",)) for row in range(1, 11)]
    done = audit([*many, entry(11, addresses=("ai@x.test",), sponsor="Dana Whitfield")], ON)
    assert (done.owners[Owner.SHARED_MAILBOX], done.owners[Owner.PERSON]) == (10, 1)
    assert done.pilots[0].traits[Trait.OWNER] is Gap.ONLY_MAILBOX
    assert done.pilots[10].traits[Trait.OWNER] is Gap.NOT_ACCEPTED


@given(st.lists(st.dates(min_value=date(2020, 1, 1), max_value=date(2027, 1, 1)) | st.none(), max_size=30))
def test_the_figures_add_up(starts: list[date | None]) -> None:
    done = audit([entry(row, started=start) for row, start in enumerate(starts)], ON)
    assert sum(done.owners.values()) == sum(done.approved.values()) == len(done.pilots) == len(starts)
    assert sum(done.precisions.values()) == sum(start is not None for start in starts)
    assert done.older_than[90] >= done.older_than[180] >= done.older_than[365]
    assert len(done.in_purgatory) == done.older_than[90]
    assert (done.median_age is None) == all(start is None for start in starts)
