"""kill -9 in the middle of reading, and again: no row is there twice, none is lost, none is out of date."""

import os

from tests.scenarios.ingest_crash import storm

SEED = int(os.environ.get("CRASH_SEED", "1"))
KILLS = int(os.environ.get("CRASH_KILLS", "9"))


async def test_reading_survives_kills_on_sqlite(sqlite_url: str) -> None:
    found = await storm(sqlite_url, kills=KILLS, workers=1, seed_number=SEED)
    assert found.verdict() == []
    assert max(len(batches) for batches in found.batches.values()) > 10, "it was read in parts, and then what changed"


async def test_reading_survives_kills_of_two_workers_at_once_on_postgresql(pg_url: str) -> None:
    found = await storm(pg_url, kills=KILLS, workers=2, seed_number=SEED)
    assert found.verdict() == []
    assert max(len(batches) for batches in found.batches.values()) > 10
