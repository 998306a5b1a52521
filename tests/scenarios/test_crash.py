"""kill -9 in the middle of a check-in wave: nothing is lost, nothing is planned twice, every surplus card is flagged."""

import os

from tests.scenarios.crash import storm

SPONSORS = int(os.environ.get("CRASH_SPONSORS", "200"))
FAULTS = 0.05
SEED = int(os.environ.get("CRASH_SEED", "1"))
KILLS = int(os.environ.get("CRASH_KILLS", "9"))
"""Enough to hit planning, sending and start-up on every run; a nightly run sets both higher."""


async def test_a_wave_survives_kills_on_sqlite(sqlite_url: str) -> None:
    found = await storm(sqlite_url, sponsors=SPONSORS, kills=KILLS, workers=1, seed_number=SEED, faults=FAULTS)
    assert found.kills == KILLS
    assert found.verdict() == []


async def test_a_wave_survives_kills_of_two_workers_at_once_on_postgresql(pg_url: str) -> None:
    found = await storm(pg_url, sponsors=SPONSORS, kills=KILLS, workers=2, seed_number=SEED, faults=FAULTS)
    assert found.kills >= KILLS
    assert found.verdict() == []


async def test_a_worker_that_is_told_to_stop_leaves_nothing_in_doubt(sqlite_url: str) -> None:
    found = await storm(sqlite_url, sponsors=100, kills=6, workers=1, seed_number=SEED, gently=True)
    assert found.verdict() == []
    assert (found.flying, sum(row.ambiguous for row in found.rows), sum(found.copies.values())) == (0, 0, 100)
