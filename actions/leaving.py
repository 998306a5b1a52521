"""Files that leave through Teams: offered in answer to a press, agreed to by who asked, made from the record then.

Only who asked sees the offer and may agree. What may be in the file is asked twice: when it is offered, and when it is
made. The worker puts it where Teams said, outside of any transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from actions import copies, lists, outgoing
from actions.map_files import MAP_FILES
from actions.outgoing import Card
from actions.people import actor_of
from actions.roadmap_files import ROADMAP_FILES
from portfolio.calendar import local_date
from portfolio.errors import Invalid
from portfolio.filters import told
from portfolio.leaving import AGAIN, GOOD_FOR, LEASE, Consent, Leaving, LeavingState, Made
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.views.leaving import FileLeft, FileOffer, FileOffered
from portfolio.views.notices import Notice, Tone
from store import Tx, ledger
from store import leaving as stored
from store.ids import new_id
from store.locks import alone

Make = Callable[[Tx, Actor, Mapping[str, str], datetime], Made]
"""Reads what a file is to hold for somebody, given what the button said. Raises what they are told when they may not."""


def _portfolio(ending: str) -> Make:
    def make(tx: Tx, actor: Actor, said: Mapping[str, str], now: datetime) -> Made:
        rows = lists.view_of(tx, actor, now, told(said))

        def write() -> bytes:
            from reports import portfolio_list  # openpyxl comes with it, and most processes never write a file

            return portfolio_list.file(rows, actor.language, ending)

        name = f"Portfolio-{local_date(now, actor.zone).isoformat()}.{ending}"
        return Made(name=name, count=len(rows), size=_EMPTY[ending] + len(rows) * _A_ROW[ending], write=write)

    return make


_EMPTY, _A_ROW = {"xlsx": 5_000, "csv": 100}, {"xlsx": 45, "csv": 120}
"""Bytes of a file without rows, and what a row adds (500 rows: 26 kB, 57 kB): Teams shows the sum as an estimate."""

KINDS: Mapping[str, Make] = {
    "portfolio_xlsx": _portfolio("xlsx"),
    "portfolio_csv": _portfolio("csv"),
    **ROADMAP_FILES,
    **MAP_FILES,
}
"""Every file that can leave. The words "file.<kind>" say what it holds."""


def offer(tx: Tx, actor: Actor, kind: str, said: Mapping[str, str], now: datetime) -> FileOffered:
    """Ask whether the file may be put into their own files. Pressed twice it is asked once; a minute later anew, at the
    end of the chat. Raises what `Make` does, and Invalid "bad_card" for a kind that there is not."""
    if kind not in KINDS:
        raise Invalid(code="bad_card")
    made = KINDS[kind](tx, actor, said, now)
    alone(tx, f"leaving:{actor.number}")
    for former in stored.open_of(tx, actor.number, now):
        if (former.kind, former.said) != (kind, said):
            continue
        if former.state is LeavingState.ACCEPTED or now - former.asked_at < AGAIN:
            return FileOffered(name=former.name)
        stored.end(tx, former)
        _tell(tx, former, "file_again", Tone.INFO, now)
    new = Leaving(
        id=new_id("f"), asker=actor.number, kind=kind, said=said, name=made.name, state=LeavingState.OFFERED,
        asked_at=now, expires_at=now + GOOD_FOR,
    )
    stored.add(tx, new)
    view = FileOffer(offer=new.id, kind=kind, name=made.name, count=made.count, size=made.size)
    outgoing.to_person(
        tx, actor.number, Kind.FILE, view, key=_key(new.id), reason=Reason.ASKED_BY_YOU, now=now, until=new.expires_at
    )
    ledger.note(tx, at=now, actor=actor.number, action="teams:file:offered", subject=new.id, data={"kind": kind})
    return FileOffered(name=made.name)


def _key(id: str) -> str:
    return f"file:{id}"


def _tell(tx: Tx, one: Leaving, code: str, tone: Tone, now: datetime, **params: object) -> None:
    """What became of it, in place of the offer."""
    outgoing.show_instead(tx, _key(one.id), Notice(tone=tone, code=code, params={"name": one.name, **params}), now)


def answer(tx: Tx, actor: Actor, said: Consent, card: Card | None, now: datetime) -> bool:
    """They agreed, or declined; whether a file is to be put now. Nothing happens to what was answered before, has ended, or
    was offered to somebody else."""
    alone(tx, f"leaving:{actor.number}")
    one = stored.get(tx, said.offer)
    if one is None or one.asker != actor.number:
        return False
    if card is not None:
        copies.learn(
            tx, actor, {"offer": one.id}, activity_id=card.activity_id, conversation_id=card.conversation_id, now=now
        )
    if one.state is not LeavingState.OFFERED:
        return False
    if one.expires_at <= now:
        stored.end(tx, one)
        _tell(tx, one, "file_over", Tone.INFO, now)
        return False
    if said.place is None:
        stored.end(tx, one, LeavingState.DECLINED)
        _tell(tx, one, "file_declined", Tone.INFO, now)
        ledger.note(tx, at=now, actor=actor.number, action="teams:file:declined", subject=one.id)
        return False
    stored.accept(tx, one, said.place)
    ledger.note(tx, at=now, actor=actor.number, action="teams:file:accepted", subject=one.id)
    return True


# --- The worker's side ---


def take(tx: Tx, id: str, now: datetime) -> Leaving | None:
    """A file that was agreed to, for whoever puts it; None when somebody else is at it."""
    return stored.get(tx, id) if stored.take(tx, id, now, LEASE) else None


def make(tx: Tx, one: Leaving, now: datetime) -> Made:
    """The file as it is at this moment, and as this person may see it now. Raises what `Make` does."""
    return KINDS[one.kind](tx, actor_of(tx, one.asker), one.said, now)


def left(tx: Tx, id: str, size: int, hash: str, now: datetime) -> bool:
    """It is where Teams said: so many bytes with this SHA-256. False when nobody waits for it any more."""
    one = _awaited(tx, id)
    if one is None or one.place is None:
        return False
    stored.left(tx, one, replace(one.place, upload_url=""))
    outgoing.show_instead(tx, _key(id), FileLeft(offer=id, name=one.name), now)
    ledger.note(
        tx, at=now, actor=one.asker, action="teams:file:left", subject=id,
        data={"kind": one.kind, "bytes": size, "sha256": hash},
    )
    return True


def not_left(tx: Tx, id: str, code: str, params: Mapping[str, object], now: datetime) -> bool:
    """It could not be made or put: the offer says why, and nothing is kept. False when nobody waits for it any more."""
    one = _awaited(tx, id)
    if one is None:
        return False
    stored.end(tx, one)
    _tell(tx, one, code, Tone.WARNING, now, **params)
    ledger.note(tx, at=now, actor=one.asker, action="teams:file:failed", subject=id, data={"kind": one.kind, "code": code})
    return True


def _awaited(tx: Tx, id: str) -> Leaving | None:
    one = stored.get(tx, id)
    if one is None:
        return None
    alone(tx, f"leaving:{one.asker}")
    one = stored.get(tx, id)
    return one if one is not None and one.state is LeavingState.ACCEPTED else None


def expire(tx: Tx, now: datetime) -> int:
    """End the offers whose time is over and forget where the others went; how many there were."""
    late = stored.late(tx, now)
    for one in late:
        if one.state in (LeavingState.OFFERED, LeavingState.ACCEPTED):
            stored.end(tx, one)
            _tell(tx, one, "file_over", Tone.INFO, now)
        else:
            stored.forget(tx, one.id)
    return len(late)


def still_offered(tx: Tx, person: int, view: FileOffer) -> bool:
    """Whether an offer that was not sent yet is still to be answered, by this person."""
    one = stored.get(tx, view.offer)
    return one is not None and one.asker == person and one.state is LeavingState.OFFERED


def followed(tx: Tx, person: int, view: FileLeft) -> FileLeft:
    """Where it is, as long as that is known."""
    one = stored.get(tx, view.offer)
    return FileLeft(offer=view.offer, name=view.name, place=one.place if one and one.asker == person else None)
