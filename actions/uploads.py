"""A list on its way into the record (A2): sent or named in a turn, read and imported by the worker, shown to its sender.

No turn waits for it: the card says "Reading ..." and the worker has it drawn anew. Nothing is imported before [Import].
"""

from dataclasses import replace
from datetime import datetime

from actions import access, imports, outgoing, upload_views
from actions.outgoing import Card
from actions.people import actor_of
from portfolio.addresses import Address
from portfolio.authority import Act, allowed
from portfolio.errors import Conflict, Invalid, NotFound, Refused, problem
from portfolio.imports.commands import ReadWith, SentFile
from portfolio.imports.entries import Listing
from portfolio.imports.uploads import (
    KEPT,
    LONGEST_NAME,
    PATIENCE,
    SavedMapping,
    Seen,
    Told,
    Trouble,
    Upload,
    UploadState,
)
from portfolio.names import folded
from portfolio.people import Actor
from portfolio.views.importing import Imported, ImportReading, ImportTrouble
from store import Tx, ledger, listings, mappings
from store import uploads as stored
from store.ids import new_id
from store.locks import alone


def sent(tx: Tx, actor: Actor, file: SentFile, now: datetime) -> ImportReading:
    """A file was sent to the bot. The same message again is the same file."""
    access.demand(actor, Act.IMPORT)
    return _begin(tx, actor, name=file.name, url=file.url, address=None, now=now)


def named(tx: Tx, actor: Actor, address: Address, now: datetime) -> ImportReading:
    """A list or file in SharePoint was named. Refused where no admin has had it imported before: who may read it in
    Teams decides nothing about what the app may read for them."""
    access.demand(actor, Act.IMPORT)
    if not allowed(actor, Act.ENABLE_SOURCE) and not _enabled(tx, address):
        raise Refused("import_place_not_enabled")
    return _begin(tx, actor, name=address.label, url=None, address=address.text, now=now)


def _enabled(tx: Tx, address: Address) -> bool:
    return any(allowed(actor_of(tx, one), Act.ENABLE_SOURCE) for one in stored.askers_of(tx, address.text))


def _begin(tx: Tx, actor: Actor, *, name: str, url: str | None, address: str | None, now: datetime) -> ImportReading:
    alone(tx, f"upload:{actor.number}")
    for former in stored.open_of(tx, actor.number):
        if former.state is UploadState.WAITING and (former.url, former.address) == (url, address):
            return upload_views.reading(former)
        if former.state is not UploadState.ORDERED:
            stored.end(tx, former)
            _tell(tx, former, now)
    new = Upload(
        id=new_id("u"), asker=actor.number, state=UploadState.WAITING, name=name[:LONGEST_NAME], url=url, address=address,
        told=Told(), seen=None, trouble=None, asked_at=now, expires_at=now + PATIENCE,
    )
    stored.add(tx, new)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:import:uploaded", subject=new.id,
        data={"place": "file" if address is None else "address"},
    )
    return upload_views.reading(new)


def on_card(tx: Tx, upload: str, card: Card, now: datetime) -> None:
    """The card that was said in answer is in the chat: it follows the list from now on, and may be late already."""
    found = stored.get(tx, upload)
    if found is None:
        return
    _follow(tx, found, card, now)
    if found.state is not UploadState.WAITING:
        _tell(tx, stored.get(tx, upload) or found, now)


def _follow(tx: Tx, found: Upload, card: Card | None, now: datetime) -> None:
    if card is not None:
        key = outgoing.follow(tx, found.asker, card, upload_views.reading(found), initiative=None, now=now)
        stored.on_card(tx, found.id, key, found.shown)


def _tell(tx: Tx, found: Upload, now: datetime) -> None:
    """Have the card in the chat drawn again."""
    if found.card is not None:
        stored.on_card(tx, found.id, found.card, found.shown + 1)
        outgoing.refresh(tx, found.card, replace(upload_views.reading(found), shown=found.shown + 1), now)


def show(tx: Tx, actor: Actor, upload: str, now: datetime) -> upload_views.Step:
    """How it stands. Only who sent it sees anything of it."""
    return upload_views.present(tx, actor, mine(tx, actor, upload), now)


def mine(tx: Tx, actor: Actor, upload: str) -> Upload:
    """A list of one's own on its way, held until the end of the transaction. NotFound for anybody else's."""
    access.demand(actor, Act.IMPORT)
    alone(tx, f"upload:{actor.number}")
    found = stored.get(tx, upload)
    if found is None or found.asker != actor.number:
        raise NotFound("not_found")
    return found


def read_with(tx: Tx, actor: Actor, command: ReadWith, card: Card | None, now: datetime) -> upload_views.Step:
    """Understand it anew with other columns, and save the mapping where it was given a name.

    Invalid for a column that the list does not have; Conflict when it was read anew meanwhile.
    """
    found = _open(mine(tx, actor, command.upload), command.revision, now)
    assert found.seen is not None, "its headings are known"
    said = {**found.seen.columns, **{field: _heading(found.seen, one) for field, one in command.columns.items()}}
    told = Told(columns=said, order=command.order or found.seen.order)
    stored.again(tx, found, told, now + PATIENCE)
    kept = bool(command.name) and mappings.save(tx, SavedMapping(
        name=command.name, headings=mappings.headings_of(found.seen.header),
        columns={field: column for field, column in said.items() if column is not None}, order=told.order,
        by=actor.number, at=now,
    ))
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:import:mapped", subject=found.id,
        data={"fields": len(command.columns), "saved": kept},
    )
    found = mine(tx, actor, command.upload)
    _follow(tx, found, card, now)
    return upload_views.present(tx, actor, found, now)


def _heading(seen: Seen, said: int | str | None) -> str | None:
    """The heading of a column by its place, or as somebody typed it."""
    if isinstance(said, int):
        if said >= len(seen.header):
            raise Invalid(code="bad_card")
        return seen.header[said]
    if said is None:
        return None
    found = [name for name in seen.header if folded(name) == folded(said)]
    if not found:
        raise Invalid(problem("columns", "heading_unknown", name=said[:LONGEST_NAME]))
    return found[0]


def _open(found: Upload, revision: int, now: datetime) -> Upload:
    """The list as it was shown. Refused once it is over, Conflict when it was read anew."""
    if found.state is not UploadState.READ or found.expires_at <= now or found.seen is None:
        raise Refused("upload_over")
    if found.revision != revision:
        raise Conflict("changed_since")
    return found


def order(
    tx: Tx, actor: Actor, upload: str, revision: int, card: Card | None, now: datetime
) -> upload_views.Step:
    """[Import]: the worker imports what was shown. Pressing again changes nothing."""
    found = mine(tx, actor, upload)
    if found.state not in (UploadState.ORDERED, UploadState.APPLIED):
        _open(found, revision, now)
        if found.trouble is not None:
            raise Refused("upload_over")
        stored.order(tx, found, now + KEPT)
        ledger.note(tx, at=now, actor=actor.number, action="teams:import:ordered", subject=found.id)
        found = mine(tx, actor, upload)
        _follow(tx, found, card, now)
    return upload_views.present(tx, actor, found, now)


def put_aside(tx: Tx, actor: Actor, upload: str, now: datetime) -> upload_views.Step:
    """Erase what was read. Nothing was imported."""
    found = mine(tx, actor, upload)
    if found.state in (UploadState.WAITING, UploadState.READ):
        stored.end(tx, found)
        ledger.note(tx, at=now, actor=actor.number, action="teams:import:put_aside", subject=found.id)
    return upload_views.present(tx, actor, mine(tx, actor, upload), now)


def revert(tx: Tx, actor: Actor, number: str, now: datetime) -> Imported:
    """[Take back]. Invalid "bad_card" for what is no import's number; Refused as `imports.revert` is."""
    if not number.isdecimal() or len(number) > 18:
        raise Invalid(code="bad_card")
    imports.revert(tx, int(number), now, actor)
    found = listings.get(tx, int(number))
    assert found is not None, "it was taken back"
    return upload_views.receipt(tx, actor, found, now)


# --- The worker's side ---


def errands(tx: Tx, now: datetime) -> tuple[Upload, ...]:
    """The lists that wait to be read or imported. One whose sender has lost the right is none."""
    return tuple(
        one for one in stored.to_do(tx) if one.expires_at > now and allowed(actor_of(tx, one.asker), Act.IMPORT)
    )


def read(
    tx: Tx, upload: str, now: datetime, *, seen: Seen | None, trouble: Trouble | None, sheet: bytes | None
) -> bool:
    """What came of a reading. False when nobody waits for it any more: then nothing of it is kept."""
    found = _awaited(tx, upload, UploadState.WAITING, now)
    if found is None:
        return False
    stored.read(tx, found, seen=seen, trouble=trouble, sheet=sheet, until=now + KEPT)
    _tell(tx, found, now)
    return True


def carry_out(tx: Tx, upload: str, listing: Listing, now: datetime) -> bool:
    """Import it for who ordered that. False when it is not awaited any more, or was imported already."""
    found = _awaited(tx, upload, UploadState.ORDERED, now)
    if found is None or found.seen is None:
        return False
    actor = actor_of(tx, found.asker)
    _, number = imports.apply(
        tx, listing, file=found.name, hash=found.seen.hash, rows=found.seen.rows, now=now, actor=actor
    )
    stored.applied(tx, found, number)
    _tell(tx, found, now)
    return True


def not_carried_out(tx: Tx, upload: str, trouble: Trouble, now: datetime) -> bool:
    """Importing it failed: nothing of it counts, and its card says what was in the way. False when it is not awaited."""
    found = _awaited(tx, upload, UploadState.ORDERED, now)
    if found is None:
        return False
    stored.read(tx, found, seen=found.seen, trouble=trouble, sheet=None, until=now + KEPT)
    _tell(tx, found, now)
    return True


def _awaited(tx: Tx, upload: str, state: UploadState, now: datetime) -> Upload | None:
    found = stored.get(tx, upload)
    if found is None:
        return None
    alone(tx, f"upload:{found.asker}")
    found = stored.get(tx, upload)
    return found if found is not None and found.state is state and found.expires_at > now else None


def overdue(tx: Tx, now: datetime) -> bool:
    """Whether any list's time is over and nobody has said so."""
    return bool(stored.late(tx, now))


def expire(tx: Tx, now: datetime) -> int:
    """End the lists whose time is over, and have their cards say so; how many there were."""
    late = stored.late(tx, now)
    for found in late:
        stored.end(tx, found)
        _tell(tx, found, now)
    return len(late)


def followed(tx: Tx, person: int, waiting: ImportReading, now: datetime) -> upload_views.Step:
    """What the card in somebody's chat shows instead of "Reading ...", as the record stands at that moment."""
    actor, found = actor_of(tx, person), stored.get(tx, waiting.upload)
    if found is None or found.asker != person or not allowed(actor, Act.IMPORT):
        return ImportTrouble(upload=waiting.upload, name=waiting.name, trouble=None, columns=False, zone=actor.zone)
    return upload_views.present(tx, actor, found, now)
