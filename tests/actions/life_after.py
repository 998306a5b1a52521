"""Second thoughts and leaving, in the life that calls every use case (tests.actions.life)."""

from datetime import time, timedelta

from actions import accounts, asking, checkins, defaults, gates, leaving, lists, signatures, sponsors, sponsorship, undoing
from portfolio.calendar import Hours
from portfolio.commands import AnswerSponsorship, NameSponsor, ReverseDefault
from portfolio.directory import Mailbox, Seen
from portfolio.filters import Filter
from portfolio.gates import Step
from portfolio.leaving import Consent, Place
from portfolio.people import Account, Actor
from portfolio.verdicts import Choice
from portfolio.views.leaving import FileLeft, FileOffer
from store import checkins as stored_checkins
from store import decisions as decisions_stored
from store import defaults as stored_defaults
from store import leaving as stored_leaving
from tests.actions.book import WORDS, Book
from tests.actions.world import TENANT, object_id


async def second_thoughts(book: Book, dana: Actor, rita: Actor, olga: Actor, eve: Actor) -> None:
    """Another one: somebody else is named, a signature does not come, a decision and a default are taken back."""
    world = book.world
    one = await world.initiative(eve, WORDS["second_name"], accept=False, by=olga)
    await book.none(sponsorship.remind, one, eve.number, world.now)
    await book.none(sponsorship.hand_over, one, eve.number, world.now)
    await book.read(sponsorship.name_form, olga, one, world.now)
    asks = NameSponsor(initiative=one, sponsor=object_id("Dana Whitfield"))
    await book.refused(sponsorship.name, rita, asks, world.now)
    await book.once(sponsorship.name, olga, asks, world.now)
    await book.none(asking.ask, await world.read(one), dana.number, "x", world.now)
    await world.accept(dana, one)
    await world.at_gate(dana, one)
    gate = await world.gate(one)
    made = await world.fund(dana, gate.id, reason=WORDS["reason"])
    pending = await world.store.read(decisions_stored.get, made.reference)
    await book.none(signatures.ask, pending, await world.read(one), "x", world.now)
    await book.none(signatures.remind, made.reference, world.now)
    await book.once(signatures.lapse, made.reference, world.company, world.now)
    made = await world.decide(dana, gate.id, Choice.RETIRE, reason=WORDS["reason"])
    await book.refused(undoing.undo, eve, made.reference, world.company, world.now)
    await book.once(undoing.undo, dana, made.reference, world.company, world.now)

    for step in (Step.OVERDUE, Step.ESCALATE, Step.NOTICE):
        await world.store.write(gates.take_step, gate.id, step, world.company, world.now)
    await book.one(defaults.take, await world.gate(one), await world.read(one), world.company, world.now)
    back = ReverseDefault(gate=gate.id, reason=WORDS["remark"])
    await book.refused(defaults.reverse, olga, back, world.company, world.now)
    shown = await book.read(defaults.show, dana, gate.id, world.company)
    taken = await world.store.read(stored_defaults.get, gate.id)
    assert await book.read(defaults.announced, taken, gate, await world.read(one), world.company) == shown
    await book.once(defaults.reverse, dana, back, world.company, world.now)


async def left(book: Book, omar: Actor, olga: Actor) -> None:
    """A sponsor is looked at in the directory, is away when the check-in is to come, and leaves."""
    world = book.world
    one = await world.initiative(omar, WORDS["third_name"], accept=False, by=olga)
    assert await book.read(sponsorship.candidate, TENANT, "Omar Haddad", "sponsor", world.now)
    assert [person.number for person in await book.read(accounts.due, world.company, world.now, True)] == [omar.number]
    hours = Hours(days=frozenset({0}), starts=time(7), ends=time(15))
    seen = Seen(account=Account.ACTIVE, failure=None, mailbox=Mailbox(zone="Asia/Tokyo", hours=hours, away=None))
    await book.once(accounts.record, omar.number, seen, world.now)
    await world.accept(omar, one)
    mine = await world.store.write(stored_checkins.opened, omar.number, "2026-11")
    await book.once(checkins.suppress, mine.id, world.now)
    await book.once(checkins.never_came, mine.id, "away", world.now)
    before = await book.entries()
    for _ in range(2):
        await world.store.write(sponsors.withdraw, omar.number, Account.GONE, world.now)
        assert await book.entries() == before + 1
    yes = AnswerSponsorship(initiative=one, accept=False, instead=None)
    await book.refused(sponsorship.answer, omar, yes, world.company, world.now)


async def files(book: Book, dana: Actor, eve: Actor) -> None:
    """Three files: one leaves, one cannot be put, nobody answers the third."""
    world = book.world
    said = {"sponsor": "Dana Whitfield"}
    assert len(await book.read(lists.view_of, dana, world.now, Filter(sponsor="Dana"))) == 2
    await book.refused(leaving.offer, dana, "doom", said, world.now)
    for kind in ("portfolio_csv", "portfolio_xlsx"):
        await book.once(leaving.offer, dana, kind, said, world.now)
        [one] = await world.store.read(stored_leaving.open_of, dana.number, world.now)
        view = FileOffer(offer=one.id, kind=kind, name=one.name, count=1, size=9)
        assert await book.read(leaving.still_offered, dana.number, view)
        place = Place(upload_url=WORDS["service"], content_url=WORDS["service"], unique_id="u", file_type="csv")
        yes = Consent(offer=one.id, place=place)
        await book.none(leaving.answer, eve, yes, None, world.now)
        await book.once(leaving.answer, dana, yes, None, world.now)
        taken = await book.none(leaving.take, one.id, world.now)
        assert await book.none(leaving.take, one.id, world.now) is None, "one worker is at it"
        assert (await book.read(leaving.make, taken, world.now)).write()
        if kind == "portfolio_csv":
            await book.once(leaving.left, one.id, 9, "f" * 64, world.now)
            await book.none(leaving.not_left, one.id, "file_fault", {}, world.now)
            found = await book.read(leaving.followed, dana.number, FileLeft(offer=one.id, name=one.name))
            assert found.place.content_url == WORDS["service"] and not found.place.upload_url
        else:
            await book.once(leaving.not_left, one.id, "file_fault", {"reference": "e-1"}, world.now)
            await book.none(leaving.left, one.id, 9, "f" * 64, world.now)
    await book.once(leaving.offer, eve, "portfolio_csv", {}, world.now)
    await book.none(leaving.expire, world.now + timedelta(hours=24))
    assert (await world.store.read(stored_leaving.late, world.now + timedelta(hours=24))) == []
