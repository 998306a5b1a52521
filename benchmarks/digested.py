"""A record of 500 initiatives for `benchmarks.portfolio`: 50 sponsors with ten each, every one with a metric and a gate, and
nine in ten answered this month."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from actions import checkins, people
from benchmarks.product import COMPANY, NOW, sponsor
from portfolio.checkins import Answer, Outlook
from portfolio.commands import SubmitCheckIn
from portfolio.people import Identity
from portfolio.views.checkins import CheckInForm
from store import Store, Tx, open_store
from tests.teams.activities import TENANT

SPONSORS, EACH = 50, 10
SILENT = 10
"""One sponsor of so many has not answered."""


async def record() -> tuple[Store, Path]:
    """The record and its file, which go with this process."""
    path = Path(tempfile.mkdtemp()) / "record.db"
    store = await open_store(f"sqlite:///{path}")
    made = await asyncio.gather(*(sponsor(store, number, "https://smba.example/", EACH) for number in range(SPONSORS)))
    for number, one in enumerate(made):
        if number % SILENT:
            await store.write(_answer, one["object_id"], one["name"])
    return store, path


def _answer(tx: Tx, object_id: str, name: str) -> None:
    who = Identity(tenant=TENANT, object_id=object_id, name=name, zone="Europe/Berlin", language="en-GB")
    actor = people.meet(tx, who, COMPANY, NOW)
    form = checkins.open_mine(tx, actor, COMPANY, NOW)
    assert isinstance(form, CheckInForm)
    answers = tuple(
        Answer(initiative=row.initiative, value=Decimal("4.6"), outlook=Outlook.ON_TRACK, note="") for row in form.rows
    )
    command = SubmitCheckIn(check_in=form.check_in, revision=form.revision, answers=answers)
    checkins.submit(tx, actor, command, COMPANY, NOW)


def everything(path: Path) -> int:
    """The floor: every row of the record, fetched by the sqlite3 module; how many."""
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("select name from sqlite_master where type = 'table'")]
        return sum(len(file.execute(f'select * from "{name}"').fetchall()) for name in tables)
