"""Whoever is to answer for an initiative, as the directory and their mailbox say it; what is not seen is told so."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import msgspec
import pytest

from graph.people import _box, _said, look_at
from graph.zones import iana
from portfolio.calendar import Hours
from portfolio.directory import Away, Mailbox
from portfolio.people import Account
from portfolio.sources import Trouble
from tests.graph.reading import AS_OF, NOW, WORKS, Reading

DAY = Hours(days=frozenset(range(5)), starts=time(8), ends=time(17))


def who(at: Reading, last: int) -> str:
    """Somebody of the sample tenant whose number ends so."""
    return next(one.id for one in at.tenant.model.people(WORKS) if one.id.endswith(str(last)))


@pytest.mark.parametrize(("last", "account", "zone"), [
    (1, Account.ACTIVE, "Europe/Berlin"), (2, Account.ACTIVE, "Asia/Tokyo"), (3, Account.DISABLED, "Europe/Berlin"),
    (7, Account.GUEST, "Europe/Berlin"), (9, Account.SHARED, "Europe/Berlin"),
])  # fmt: skip
async def test_an_account_is_in_use_disabled_a_guests_or_shared(at: Reading, last: int, account: Account, zone: str) -> None:
    seen = await look_at(at.graph, who(at, last), NOW)
    assert (seen.account, seen.failure) == (account, None)
    assert seen.mailbox == Mailbox(zone=zone, hours=DAY, away=None)


async def test_automatic_replies_say_who_is_away_and_until_when(at: Reading) -> None:
    at.tenant.manners.refresh_lag = 0
    endless = (await look_at(at.graph, who(at, 5), NOW)).mailbox
    planned = (await look_at(at.graph, who(at, 6), NOW)).mailbox
    assert endless is not None and endless.away == Away(since=None, until=None)
    assert planned is not None and planned.away is not None
    noon = datetime.combine(AS_OF, time(7), UTC)
    assert planned.away == Away(since=noon - timedelta(days=1), until=noon + timedelta(days=8))


@pytest.mark.parametrize(("begin", "end", "zone", "away"), [
    ("2026-11-02T08:00:00.0000000", "2026-12-01T08:00:00.0000000", "UTC",
     Away(since=datetime(2026, 11, 2, 8, tzinfo=UTC), until=datetime(2026, 12, 1, 8, tzinfo=UTC))),
    ("2026-11-02T08:00:00.0000000", "9999-12-31T23:59:59.9999999", "Pacific Standard Time",
     Away(since=datetime(2026, 11, 2, 16, tzinfo=UTC), until=None)),
    ("0001-01-01T00:00:00.0000000", "2026-12-01T08:00:00", "W. Europe Standard Time",
     Away(since=None, until=datetime(2026, 12, 1, 7, tzinfo=UTC))),
    ("2026-12-05T08:00:00", "2026-12-01T08:00:00", "UTC", None),
    ("2026-12-05T08:00:00", "0001-01-01T00:00:00", "W. Europe Standard Time", None),
    ("2026-11-02T08:00:00", "2026-12-01T08:00:00", "Mars", None),
    ("2026-11-02T08:00:00", "2026-12-01T08:00:00", None,
     Away(since=datetime(2026, 11, 2, 8, tzinfo=UTC), until=datetime(2026, 12, 1, 8, tzinfo=UTC))),
])  # fmt: skip
def test_days_that_stand_for_no_day_make_nobody_away_for_ever(
    begin: str, end: str, zone: str | None, away: Away | None
) -> None:
    said = {"status": "scheduled", "scheduledStartDateTime": {"dateTime": begin, "timeZone": zone},
            "scheduledEndDateTime": {"dateTime": end, "timeZone": zone}}  # fmt: skip
    assert _said(_box.decode(msgspec.json.encode({"automaticRepliesSetting": said}))).away == away


async def test_somebody_who_is_gone_is_known_to_be_gone(at: Reading) -> None:
    seen = await look_at(at.graph, "nobody", NOW)
    assert (seen.account, seen.failure, seen.mailbox) == (Account.GONE, None, None)


@pytest.mark.parametrize("withheld", [{"User.Read.All"}, {"User.Read.All", "User.ReadBasic.All"}])
async def test_a_missing_permission_is_neither_fine_nor_not(at: Reading, withheld: set[str]) -> None:
    at.tenant.manners.withheld = withheld
    seen = await look_at(at.graph, who(at, 3), NOW)
    assert seen.account is None and seen.failure is not None
    assert (seen.failure.trouble, seen.failure.about) == (Trouble.PERMISSION, "User.Read.All")
    assert seen.mailbox is not None


async def test_without_the_mailbox_the_account_is_still_seen(at: Reading) -> None:
    at.tenant.manners.withheld = {"MailboxSettings.Read"}
    seen = await look_at(at.graph, who(at, 3), NOW)
    assert (seen.account, seen.failure, seen.mailbox) == (Account.DISABLED, None, None)


HOURS = {"daysOfWeek": ["sunday", "thursday"], "startTime": "07:30:00.0000000", "endTime": "16:00:00.0000000",
         "timeZone": {"name": "Arabian Standard Time"}}  # fmt: skip


@pytest.mark.parametrize("change", [
    {"daysOfWeek": []}, {"daysOfWeek": ["someday"]}, {"startTime": None}, {"endTime": "07:00:00.0000000"},
    {"endTime": "25:00:00"}, {"timeZone": {"name": "Tokyo Standard Time"}},
])  # fmt: skip
def test_hours_that_cannot_be_relied_on_are_none(change: dict[str, Any]) -> None:
    def read(hours: dict[str, Any]) -> Hours | None:
        return _said(_box.decode(msgspec.json.encode({"timeZone": "Arabian Standard Time", "workingHours": hours}))).hours

    assert read(HOURS) == Hours(days=frozenset({3, 6}), starts=time(7, 30), ends=time(16))
    assert read(HOURS | change) is None
    assert read(HOURS | {"endTime": "16:00Z"}) == read(HOURS)


@pytest.mark.parametrize(("name", "zone"), [
    ("W. Europe Standard Time", "Europe/Berlin"), ("Europe/Lisbon", "Europe/Lisbon"), ("UTC", "Etc/UTC"),
    ("tzone://Microsoft/Custom", None), ("", None), (None, None), ("../../etc/passwd", None),
])  # fmt: skip
def test_a_zone_is_known_by_either_of_its_names(name: str | None, zone: str | None) -> None:
    assert iana(name) == zone
