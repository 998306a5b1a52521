"""How a list on its way looks to its sender: drawn from its row, in a turn and on the card in the chat."""

from datetime import datetime

from actions import access
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.errors import Refused
from portfolio.imports.comparing import REVERTIBLE, ImportState
from portfolio.imports.uploads import Upload, UploadState
from portfolio.people import Actor, name_of
from portfolio.views.importing import (
    ImportColumns,
    ImportDesk,
    Imported,
    ImportPreview,
    ImportReading,
    ImportTrouble,
)
from store import Tx, listings, people
from store.listings import Import

Step = ImportReading | ImportPreview | ImportColumns | ImportTrouble | Imported
SHOWN = 5
"""Imports on the desk."""


def reading(found: Upload) -> ImportReading:
    """What is shown while nothing has come."""
    ordered = found.state is UploadState.ORDERED
    return ImportReading(upload=found.id, name=found.name, importing=ordered, shown=found.shown)


def present(tx: Tx, actor: Actor, found: Upload, now: datetime) -> Step:
    """The step that a list has come to."""
    if found.state is UploadState.APPLIED:
        done = None if found.number is None else listings.get(tx, found.number)
        return _nothing_new(found, actor) if done is None else receipt(tx, actor, done, now)
    if found.state is UploadState.OVER or found.expires_at <= now:
        return ImportTrouble(upload=found.id, name=found.name, trouble=None, columns=False, zone=actor.zone)
    if found.state is not UploadState.READ:
        return reading(found)
    if found.trouble is not None or found.seen is None:
        return ImportTrouble(
            upload=found.id, name=found.name, trouble=found.trouble, columns=found.seen is not None, zone=actor.zone
        )
    return ImportPreview(
        upload=found.id, revision=found.revision, name=found.name, seen=found.seen, until=found.expires_at, zone=actor.zone
    )


def columns(found: Upload, now: datetime) -> ImportColumns:
    """The form to correct which column is what. Refused once the list is over."""
    if found.state is not UploadState.READ or found.expires_at <= now or found.seen is None:
        raise Refused("upload_over")
    seen = found.seen
    return ImportColumns(
        upload=found.id, revision=found.revision, name=found.name, header=seen.header, columns=seen.columns,
        ambiguous=seen.dates.unparsed > 0, values={"order": seen.order} if seen.order else {}, problems=(),
    )


def receipt(tx: Tx, actor: Actor, done: Import, now: datetime) -> Imported:
    """What an import did, and until when it can be taken back."""
    new, changed = listings.counts(tx, done.id)
    by = None if done.by is None else name_of({done.by: people.get(tx, done.by)}, done.by)
    return Imported(
        number=done.id, name=done.file, rows=done.rows, new=new, changed=changed, state=done.state, by=by, at=done.at,
        until=local_date(done.at + REVERTIBLE, actor.zone), zone=actor.zone,
        may_revert=done.state is ImportState.APPLIED and now - done.at <= REVERTIBLE and allowed(actor, Act.IMPORT),
    )


def _nothing_new(found: Upload, actor: Actor) -> Imported:
    return Imported(
        number=None, name=found.name, rows=0, new=0, changed=0, state=ImportState.APPLIED, by=None, at=found.asked_at,
        until=local_date(found.asked_at, actor.zone), may_revert=False, zone=actor.zone,
    )


def desk(tx: Tx, actor: Actor, now: datetime) -> ImportDesk:
    """How to bring a list in, and what was imported last."""
    access.demand(actor, Act.IMPORT)
    return ImportDesk(lines=tuple(receipt(tx, actor, one, now) for one in listings.latest(tx, SHOWN)), zone=actor.zone)
