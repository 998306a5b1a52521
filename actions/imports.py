"""Importing a company's list (A2): compared first, stored only when confirmed, taken back within seven days."""

from datetime import datetime

from actions import access
from portfolio.authority import Act
from portfolio.errors import NotFound, Refused
from portfolio.imports.comparing import MOVES, REVERTIBLE, Comparison, ImportState, compare, gone_of
from portfolio.imports.entries import ListedStage, Listing
from portfolio.imports.uploads import SavedMapping
from portfolio.machines import step
from portfolio.people import Actor
from store import Tx, initiatives, intakes, ledger, listings, mappings
from store.listings import Import
from store.locks import alone


def preview(tx: Tx, listing: Listing) -> Comparison:
    """What importing this list would do. Nothing is stored."""
    return compare(listing.entries, _hashes(listing), listings.hashes(tx))


def apply(
    tx: Tx, listing: Listing, *, file: str, hash: str, rows: int, now: datetime, actor: Actor | None = None
) -> tuple[Comparison, int | None]:
    """Store what is new or changed; the number of the import, None when nothing is.

    `file` is its name for people, `hash` SHA-256 of it. `actor` None: run by whoever has the record's command line.
    Importing the same list again stores nothing.
    """
    _demand(actor)
    alone(tx, "imports")
    own = _hashes(listing)
    done = compare(listing.entries, own, listings.hashes(tx))
    away = listings.no_longer(tx)
    back = [one for one in listing.entries if one.key in away]
    changed = {one.key: one for one in (*done.new, *done.changed, *back)}
    changes = [(one, own[one.key]) for one in changed.values()]
    gone = [key for key in gone_of(listing.entries, done.missing) if key not in away]
    if not changes and not gone:
        return done, None
    new = Import(
        id=0, at=now, by=_number(actor), file=file[-200:], hash=hash, columns=listing.columns, rows=rows,
        state=ImportState.APPLIED, reverted_at=None,
    )
    id = listings.add(tx, new, changes, gone)
    ledger.note(
        tx, at=now, actor=_number(actor), action=f"{_from(actor)}:import:applied", subject=str(id),
        data={"file": hash, "rows": rows, "new": len(done.new), "changed": len(done.changed), "gone": len(gone)},
    )
    return done, id


def revert(tx: Tx, id: int, now: datetime, actor: Actor | None = None) -> Import:
    """Take an import back: what it said no longer counts, and what an earlier one said does again.

    Initiatives that came from it go with it. Refused once it is older than seven days, and once anybody has acted on one of
    those. Taking it back twice changes nothing.
    """
    _demand(actor)
    alone(tx, "imports")
    found = listings.get(tx, id)
    if found is None:
        raise NotFound("no_import", id=id)
    if found.state is ImportState.REVERTED:
        return found
    if now - found.at > REVERTIBLE:
        raise Refused("import_too_old", id=id, days=REVERTIBLE.days)
    step(MOVES, found.state, ImportState.REVERTED, thing="import")
    listings.revert(tx, found, now)
    _withdraw(tx, id, now, actor)
    ledger.note(tx, at=now, actor=_number(actor), action=f"{_from(actor)}:import:reverted", subject=str(id))
    return found


def _withdraw(tx: Tx, id: int, now: datetime, actor: Actor | None) -> None:
    """What only this import called a pilot is an initiative no more."""
    known = intakes.everything(tx)
    came = [key for key in listings.keys_of(tx, id) if key in known]
    listed = listings.several(tx, came)
    gone = {
        known[key].initiative: key for key in came
        if key not in listed or listed[key].stage is not ListedStage.PILOT
    }
    if acted := intakes.acted_on(tx, gone):
        names = initiatives.names(tx, acted)
        raise Refused("import_acted_on", id=id, count=len(acted), name=min(names.values()))
    intakes.withdraw(tx, gone)
    for one in gone:
        ledger.note(
            tx, at=now, actor=_number(actor), action=f"{_from(actor)}:initiative:withdrawn", subject=one, data={"import": id}
        )


def save_mapping(tx: Tx, new: SavedMapping) -> bool:
    """Keep which column is what, for lists with the same headings. Saving the same again changes nothing."""
    saved = mappings.save(tx, new)
    if saved:
        ledger.note(tx, at=new.at, actor=new.by, action="cli:mapping:saved", subject=mappings.key_of(new.name))
    return saved


def _demand(actor: Actor | None) -> None:
    if actor is not None:
        access.demand(actor, Act.IMPORT)


def _number(actor: Actor | None) -> int | None:
    return None if actor is None else actor.number


def _from(actor: Actor | None) -> str:
    return "cli" if actor is None else "teams"


def _hashes(listing: Listing) -> dict[str, str]:
    return {one.key: listings.hash_of(one) for one in listing.entries}
