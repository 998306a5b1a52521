"""An instrumentation sprint in the calendar: it ends once, and each who logs is reminded once a week at most."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portfolio.schedule import Snapshot, SprintFacts
from scheduler.due import due
from scheduler.tasks import Due, SprintEnd, SprintRemind
from tests.scheduler.walk import company, utc

FIRST = date(2026, 9, 1)         # a Tuesday
LAST = FIRST + timedelta(days=41)


def facts(*, complete: bool = False) -> Snapshot:
    sprint = SprintFacts(
        id="n", first_on=FIRST, last_on=LAST, complete=complete, loggers=((1, "Europe/Berlin"), (2, "Asia/Tokyo"))
    )
    return Snapshot(sponsors=(), gates=(), overrides=(), sprints=(sprint,))


def of_sprints(now: datetime, snapshot: Snapshot) -> list[Due]:
    return [item for item in due(now, snapshot, company()) if isinstance(item.task, SprintEnd | SprintRemind)]


def test_over_six_weeks_everybody_is_reminded_five_times_on_a_working_morning_and_it_ends_the_day_after_its_last() -> None:
    found: dict[str, datetime] = {}
    now = utc("2026-09-01T00:00")
    while now < utc("2026-10-20T00:00"):
        for item in of_sprints(now, facts()):
            found.setdefault(item.key, now)
        now += timedelta(minutes=30)
    ended = found.pop("sprint:n:end")
    assert ended.astimezone(ZoneInfo("Europe/Berlin")).isoformat()[:16] == "2026-10-13T00:00"
    zones = {"1": "Europe/Berlin", "2": "Asia/Tokyo"}
    mornings = {key: at.astimezone(ZoneInfo(zones[key[-1]])).isoformat()[:16] for key, at in found.items()}
    days = ["2026-09-08", "2026-09-15", "2026-09-22", "2026-09-29", "2026-10-06"]
    assert mornings == {
        f"sprint:n:{week}:{who}": f"{day}T09:30" for week, day in enumerate(days, start=1) for who in zones
    }


def test_a_reminder_is_no_longer_true_in_the_next_week() -> None:
    keys = {item.key for item in of_sprints(utc("2026-09-16T12:00"), facts())}
    assert keys == {"sprint:n:2:1", "sprint:n:2:2"}


def test_complete_cases_end_it_at_once_before_anything_else_is_sent() -> None:
    first, *_ = of_sprints(utc("2026-09-16T12:00"), facts(complete=True))
    assert first.task == SprintEnd(sprint="n") and first.until is None
