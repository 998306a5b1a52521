import asyncio
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, create_engine, select
from sqlalchemy.exc import StatementError

from store import Store, Tx, occurrences
from store.types import ExactDecimal, UtcDateTime

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
probe = Table("probe", MetaData(), Column("at", UtcDateTime), Column("amount", ExactDecimal))


def round_trip(tx: Tx, at: Any, amount: Any) -> tuple[datetime | None, Decimal | None]:
    probe.create(tx, checkfirst=True)
    tx.execute(probe.delete())
    tx.execute(probe.insert().values(at=at, amount=amount))
    row = tx.execute(select(probe)).one()
    return row.at, row.amount


async def test_a_moment_comes_back_aware_and_in_utc(store: Store) -> None:
    kathmandu = NOW.replace(microsecond=1).astimezone(timezone(timedelta(hours=5, minutes=45)))
    at, _ = await store.write(round_trip, kathmandu, None)
    assert at == kathmandu
    assert at is not None
    assert at.tzinfo is UTC or at.utcoffset() == timedelta(0)


async def test_a_naive_datetime_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="naive"):
        await store.write(round_trip, datetime(2026, 11, 25), None)  # noqa: DTZ001


async def test_moments_are_compared_as_moments(store: Store) -> None:
    def later(tx: Tx) -> int:
        round_trip(tx, NOW, None)
        return len(tx.execute(select(probe).where(probe.c.at > NOW - timedelta(microseconds=1))).all())

    assert await store.write(later) == 1


@pytest.mark.parametrize("digits", ["1.50", "-0", "0.1", "1E+3", "123456789012345678901234567890.123456789", "1E-30"])
async def test_a_quantity_is_kept_digit_by_digit(store: Store, digits: str) -> None:
    _, amount = await store.write(round_trip, None, Decimal(digits))
    assert str(amount) == digits


@pytest.mark.parametrize("value", [1.5, 1, "1.5", Decimal("NaN"), Decimal("Infinity")])
async def test_what_is_no_exact_quantity_is_refused(store: Store, value: object) -> None:
    with pytest.raises(StatementError, match="finite Decimal"):
        await store.write(round_trip, None, value)


engine = create_engine("sqlite://")


@given(
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9))])).filter(lambda at: 1 < at.year < 9999),
    st.decimals(allow_nan=False, allow_infinity=False),
)
def test_any_moment_and_any_quantity_survive(at: datetime, amount: Decimal) -> None:
    with engine.begin() as tx:
        kept_at, kept_amount = round_trip(tx, at, amount)
    assert kept_at == at
    assert str(kept_amount) == str(amount)


async def test_an_occurrence_is_claimed_once(store: Store) -> None:
    claims = await asyncio.gather(*(store.write(occurrences.claim, "check_in:7:2026-11", NOW) for _ in range(12)))
    assert sorted(claims) == [False] * 11 + [True]
    assert await store.write(occurrences.claim, "check_in:8:2026-11", NOW)


async def test_a_claim_is_kept_only_with_its_transaction(store: Store) -> None:
    def claim_and_fail(tx: Tx) -> None:
        assert occurrences.claim(tx, "digest:2026-11", NOW)
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(claim_and_fail)
    assert await store.write(occurrences.claim, "digest:2026-11", NOW)
