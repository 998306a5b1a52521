"""What is due when: one quarter written out, then the single rules."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portfolio.gates import GateState, Step
from portfolio.schedule import GateFacts, OverrideFacts
from scheduler.tasks import ChannelGates, CheckIn, Digest, GateStep, QuarterAudit, Reopen
from tests.scheduler.walk import HOUR, REMINDERS, Walk, company, gate, sponsor, utc

LATE_2026 = ["2026-11-16", "2026-12-25", "2026-12-26", "2027-01-01"]  # the first is a Monday


def local(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).strftime("%a %m-%d %H:%M")


# --- A quarter, hour by hour ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def quarter() -> Walk:
    """120 days of a company in Berlin with sponsors in three zones and a gate nobody decides."""
    walk = Walk(
        company(holidays=LATE_2026),
        sponsors=[sponsor(1), sponsor(2, "America/New_York"), sponsor(3, "Asia/Tokyo")],
        gates=[gate("late", "2026-12-10", zone="America/New_York")],
        overrides=[OverrideFacts(decision="d", expires=date(2026, 11, 30))],
    )
    walk.every(HOUR / 2, utc("2026-10-01T12:00"), utc("2027-01-29T12:00"))
    return walk


def test_every_check_in_comes_at_half_past_nine_of_the_second_working_day(quarter: Walk) -> None:
    zones = {1: "Europe/Berlin", 2: "America/New_York", 3: "Asia/Tokyo"}
    found = {
        (item.task.person, item.task.period): local(now, zones[item.task.person])
        for now, item in quarter.planned if isinstance(item.task, CheckIn)
    }  # fmt: skip
    assert found == {
        (1, "2026-09"): "Fri 10-02 09:30",
        (2, "2026-09"): "Fri 10-02 09:30",
        (3, "2026-09"): "Fri 10-02 09:30",
        (1, "2026-10"): "Tue 11-03 09:30",
        (2, "2026-10"): "Tue 11-03 09:30",
        (3, "2026-10"): "Tue 11-03 09:30",
        (1, "2026-11"): "Wed 12-02 09:30",
        (2, "2026-11"): "Wed 12-02 09:30",
        (3, "2026-11"): "Wed 12-02 09:30",
        (1, "2026-12"): "Tue 01-05 09:30",
        (2, "2026-12"): "Tue 01-05 09:30",
        (3, "2026-12"): "Tue 01-05 09:30",
    }


def test_the_digest_comes_at_half_past_nine_of_the_fifth_working_day(quarter: Walk) -> None:
    posts = [(item.task, now) for now, item in quarter.planned]
    found = [(task.period, local(now, "Europe/Berlin")) for task, now in posts if isinstance(task, Digest)]
    assert found == [
        ("2026-09", "Wed 10-07 09:30"),
        ("2026-10", "Fri 11-06 09:30"),
        ("2026-11", "Mon 12-07 09:30"),
        ("2026-12", "Fri 01-08 09:30"),
    ]


def test_the_channels_list_comes_on_mondays_or_the_next_working_morning(quarter: Walk) -> None:
    lists = [
        (item.task.monday, local(now, "Europe/Berlin"))
        for now, item in quarter.planned if isinstance(item.task, ChannelGates)
    ]  # fmt: skip
    assert lists[0] == (date(2026, 9, 28), "Thu 10-01 14:00")  # the walk begins in the middle of that week
    assert [monday for monday, _ in lists] == [date(2026, 9, 28) + timedelta(weeks=n) for n in range(18)]
    moved = {monday: when for monday, when in lists[1:] if not (when.startswith("Mon") and when.endswith("09:30"))}
    assert moved == {date(2026, 11, 16): "Tue 11-17 09:30"}


def test_a_gate_nobody_decides_goes_down_the_whole_ladder(quarter: Walk) -> None:
    found = [
        (item.task.step, now) for now, item in quarter.planned if isinstance(item.task, GateStep)
    ]
    berlin, york = "Europe/Berlin", "America/New_York"
    assert [(step, local(now, york if step in REMINDERS else berlin)) for step, now in found] == [
        (Step.PREPARE_14, "Thu 11-26 09:30"),
        (Step.SEAL, "Thu 12-03 00:00"),
        (Step.PREPARE_7, "Thu 12-03 09:30"),
        (Step.OPEN, "Thu 12-10 00:00"),
        (Step.CARD, "Thu 12-10 09:30"),
        (Step.OVERDUE, "Fri 12-11 00:00"),
        (Step.LATE_3, "Mon 12-14 09:30"),      # T+3 is a Sunday
        (Step.ESCALATE, "Thu 12-17 00:00"),
        (Step.LATE_7, "Thu 12-17 09:30"),
        (Step.NOTICE, "Tue 12-22 09:30"),
        (Step.DEFAULT, "Thu 12-24 15:30"),     # 48 hours after the notice, which went out in New York
    ]  # fmt: skip


def test_an_override_ends_with_its_last_day(quarter: Walk) -> None:
    found = [(item.task, local(now, "Europe/Berlin")) for now, item in quarter.planned if isinstance(item.task, Reopen)]
    assert found == [(Reopen(decision="d"), "Tue 12-01 00:00")]


def test_nothing_else_happens_in_the_quarter_and_nothing_twice(quarter: Walk) -> None:
    assert Counter(type(item.task) for _, item in quarter.planned) == {
        CheckIn: 12, Digest: 4, ChannelGates: 18, GateStep: 11, Reopen: 1, QuarterAudit: 2,
    }  # fmt: skip
    assert len(set(quarter.keys)) == len(quarter.keys)


def test_a_sponsor_who_decides_in_time_reads_exactly_t_minus_14_t_minus_7_and_t() -> None:
    days = ["2026-12-10", "2026-12-11", "2026-12-12", "2026-12-13"]  # Thursday to Sunday

    def on_the_card(one: GateFacts, now: datetime) -> bool:
        return any(isinstance(item.task, GateStep) and item.task.gate == one.id and item.task.step is Step.CARD
                   for _, item in walk.planned)  # fmt: skip

    walk = Walk(company(), gates=[gate(day, day) for day in days], decides=on_the_card)
    walk.every(HOUR, utc("2026-10-01T12:00"), utc("2027-01-29T12:00"))
    for day in days:
        reminded = [step for step in walk.steps(day) if step in REMINDERS]
        assert reminded == [Step.PREPARE_14, Step.PREPARE_7, Step.CARD]


# --- Single rules --------------------------------------------------------------------------------------------------------


def due_steps(now: str, one: GateFacts, **agreed: object) -> list[Step]:
    walk = Walk(company(**agreed), gates=[one])  # type: ignore[arg-type]
    return [item.task.step for item in walk.pending(utc(now)) if isinstance(item.task, GateStep)]


@pytest.mark.parametrize(
    "state", [GateState.DECIDED, GateState.CLOSED, GateState.VOIDED, GateState.PENDING_REVIEW]
)
def test_a_gate_that_is_not_owed_by_its_sponsor_has_no_step(state: GateState) -> None:
    for days in range(-20, 40):
        now = (datetime(2026, 12, 10, 12, tzinfo=UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
        assert due_steps(now, gate("g", "2026-12-10", state)) == []


def test_a_gate_that_was_never_armed_is_not_sealed_and_still_opens() -> None:
    assert due_steps("2026-12-05T12:00", gate("g", "2026-12-10", GateState.PLANNED)) == [Step.PREPARE_7]
    assert due_steps("2026-12-10T07:00", gate("g", "2026-12-10", GateState.PLANNED)) == [Step.OPEN, Step.PREPARE_7]


def test_a_gate_without_an_accepted_sponsor_moves_on_reminds_nobody_and_is_never_decided_by_policy() -> None:
    walk = Walk(company(), gates=[gate("g", "2026-12-10", zone=None)])
    walk.every(HOUR, utc("2026-11-01T00:00"), utc("2027-01-10T00:00"))
    assert walk.steps("g") == [Step.SEAL, Step.OPEN, Step.OVERDUE, Step.ESCALATE]


def test_a_sponsor_who_accepts_after_the_notice_was_due_is_given_notice_then() -> None:
    walk = Walk(company(), gates=[gate("g", "2026-12-10", zone=None)])
    walk.every(HOUR, utc("2026-12-01T00:00"), utc("2026-12-28T12:00"))
    accepted = walk.gates["g"]
    walk.gates["g"] = gate("g", accepted.due, accepted.state, "Europe/Berlin", accepted.revision)
    walk.every(HOUR, utc("2026-12-28T13:00"), utc("2027-01-10T12:00"))
    assert [step for step in walk.steps("g") if step in (Step.NOTICE, Step.DEFAULT)] == [Step.NOTICE, Step.DEFAULT]


def test_a_sponsor_who_accepts_late_gets_one_decision_card_and_no_reminder_it_has_overtaken() -> None:
    walk = Walk(company(), gates=[gate("g", "2026-12-10", zone=None)])
    walk.every(HOUR, utc("2026-12-01T00:00"), utc("2026-12-18T12:00"))
    accepted = walk.gates["g"]
    walk.gates["g"] = gate("g", accepted.due, accepted.state, "Europe/Berlin", accepted.revision)
    walk.every(HOUR, utc("2026-12-18T13:00"), utc("2026-12-21T12:00"))
    assert [step for step in walk.steps("g") if step in REMINDERS] == [Step.CARD]


def test_where_leadership_chose_no_default_there_is_no_notice_and_no_decision_by_policy() -> None:
    walk = Walk(company(default=None), gates=[gate("g", "2026-12-10")])
    walk.every(HOUR, utc("2026-12-01T00:00"), utc("2027-03-01T00:00"))
    assert walk.gates["g"].state is GateState.ESCALATED
    assert not {Step.NOTICE, Step.DEFAULT} & set(walk.steps("g"))


def test_a_decision_handed_back_walks_the_ladder_again_without_repeating_a_reminder() -> None:
    walk = Walk(company(), gates=[gate("g", "2026-12-10")])
    walk.every(HOUR, utc("2026-12-01T00:00"), utc("2026-12-18T12:00"))
    walk.set_state("g", GateState.PENDING_REVIEW)
    walk.every(HOUR, utc("2026-12-18T13:00"), utc("2026-12-27T12:00"))
    walk.set_state("g", GateState.OPEN)
    walk.every(HOUR, utc("2026-12-27T13:00"), utc("2027-01-10T12:00"))
    assert walk.steps("g") == [
        Step.PREPARE_14, Step.SEAL, Step.PREPARE_7, Step.OPEN, Step.CARD, Step.OVERDUE, Step.LATE_3, Step.ESCALATE,
        Step.LATE_7, Step.OVERDUE, Step.ESCALATE, Step.NOTICE, Step.DEFAULT,
    ]  # fmt: skip
    assert walk.gates["g"].state is GateState.DECIDED


def test_an_extended_gate_gets_its_steps_for_the_new_date() -> None:
    walk = Walk(company(), gates=[gate("g", "2026-12-10")])
    walk.every(HOUR, utc("2026-11-20T00:00"), utc("2026-12-10T12:00"))
    before = walk.steps("g")
    walk.gates["g"] = gate("g", "2027-01-07", GateState.EXTENDED, revision=walk.gates["g"].revision + 1)
    walk.every(HOUR, utc("2026-12-10T13:00"), utc("2027-01-07T12:00"))
    assert before == walk.steps("g")[len(before) :] == [Step.PREPARE_14, Step.SEAL, Step.PREPARE_7, Step.OPEN, Step.CARD]


def test_an_unknown_zone_is_read_as_the_companys() -> None:
    walk = Walk(company(), sponsors=[sponsor(1, "Mars/Olympus")], gates=[gate("g", "2026-11-03", zone="Mars/Olympus")])
    walk.every(HOUR / 2, utc("2026-11-02T00:00"), utc("2026-11-03T12:00"))
    when = {item.key: local(now, "Europe/Berlin") for now, item in walk.planned}
    assert when["check_in:2026-10:1"] == "Tue 11-03 09:30"
    assert when["gate:g:2026-11-03:card"] == "Tue 11-03 09:30"


def test_the_most_important_comes_first() -> None:
    walk = Walk(
        company(),
        sponsors=[sponsor(1)],
        gates=[gate("a", "2026-11-10", GateState.OPEN), gate("b", "2026-11-20"), gate("c", "2026-12-01")],
        overrides=[OverrideFacts(decision="d", expires=date(2026, 11, 18))],
    )
    found = [item.key for item in walk.pending(utc("2026-11-20T12:00"))]
    assert found == [
        "gate:a:2026-11-10:overdue:1", "override:d", "gate:b:2026-11-20:open:1",
        "gate:a:2026-11-10:card", "gate:a:2026-11-10:late_7", "gate:c:2026-12-01:prepare_14",
        "check_in:2026-10:1", "digest:2026-10", "channel_gates:2026-11-16",
    ]  # fmt: skip


def test_a_check_in_lapses_with_its_month_in_the_sponsors_own_zone() -> None:
    walk = Walk(company(), sponsors=[sponsor(1, "Pacific/Kiritimati"), sponsor(2, "Pacific/Pago_Pago")])
    asked = [item.task for item in walk.pending(utc("2026-11-30T12:00")) if isinstance(item.task, CheckIn)]
    assert asked == [CheckIn(person=2, period="2026-10")]  # in Kiritimati it is December
