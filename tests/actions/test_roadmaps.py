"""The roadmap from the record: planned, moved, sized, accepted, withdrawn; one entry each, and who may (FEATURES E7)."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from actions import decision_calendar, digests, erasing, leaving, roadmap_news, roadmaps
from portfolio.errors import Conflict, NotYours, Refused
from portfolio.opportunities.questions import SCORE, Question
from portfolio.people import Actor
from portfolio.phases import Phase
from portfolio.roadmap.changes import Became
from portfolio.roadmap.values import Why
from store import Store, gates
from store import roadmaps as stored
from tests.actions.discovering import limit
from tests.actions.planning import Desk, planning

NEXT_MONDAY = date(2026, 9, 7)        # the world begins on Tuesday, 1 September


async def test_a_roadmap_is_sized_moved_accepted_and_withdrawn_with_one_entry_each(store: Store) -> None:
    desk = await planning(store)
    claims, invoice, tender = desk.ids
    unsized = await desk.show()
    assert unsized.squads is None and unsized.starting == 0 and [one.opportunity for one in unsized.rows] == list(desk.ids)
    said = {hurdle.why for one in unsized.rows for hurdle in one.hurdles}
    assert Why.CAPACITY in said and Why.SPONSOR_FULL not in said   # no sponsor's weeks are full, there are no squads
    with pytest.raises(Refused, match="roadmap_unsized"):
        await desk.accept()

    sized = await desk.size(squads=1)
    assert [one.start for one in sized.rows] == [NEXT_MONDAY, NEXT_MONDAY + timedelta(weeks=9), None]
    assert (await desk.size(squads=1)).rows == sized.rows          # the same said twice
    accepted = await desk.accept()
    assert accepted.accepted_on == desk.world.now.date() and accepted.changed == ()
    await desk.accept()

    moved = await desk.move(tender, -1, seen=0)
    assert [one.opportunity for one in moved.rows] == [claims, tender, invoice]
    again = await desk.move(tender, -1, seen=0)                    # the same press, sent twice
    assert again.rows == moved.rows
    assert moved.rows[1].moved and (moved.rows[1].moved.places, moved.rows[1].moved.by) == (-1, "Olga Office")
    assert [(one.name, one.became) for one in moved.changed] == [
        ("Invoice coding", Became.MOVED_OUT), ("Tender answers", Became.CAME_IN),
    ]
    with pytest.raises(Conflict):
        await desk.move(invoice, -1, seen=0)
    with pytest.raises(Refused, match="roadmap_end"):
        await desk.move(invoice, 1, seen=1)

    with pytest.raises(Conflict):                                  # seen on a card from before it was accepted anew
        await desk.withdraw(0)
    assert (await desk.withdraw(1)).accepted_on is None
    await desk.withdraw(1)
    assert await desk.entries() == [
        f"teams:roadmap:{done}" for done in ("sized", "accepted", "moved", "withdrawn")
    ]


async def test_only_those_who_plan_may_and_others_of_the_company_may_read(desk: Desk) -> None:
    await desk.size()
    auditor, sponsor = await desk.world.meet("Rita Reviewer"), await desk.world.meet("Dana Doe")
    assert not (await desk.show(auditor)).may_plan
    for who in (auditor, sponsor):
        with pytest.raises(NotYours):
            await desk.move(desk.ids[0], 1, seen=0, actor=who)
        with pytest.raises(NotYours):
            await desk.accept(who)
    with pytest.raises(NotYours):
        await desk.show(sponsor)
    leader = await desk.world.meet("Lea Leader")
    assert (await desk.accept(leader)).accepted_by == "Lea Leader"


async def test_nobody_accepts_a_roadmap_they_have_not_read(desk: Desk) -> None:
    await desk.size()
    read = (await desk.show()).seen
    await desk.move(desk.ids[0], 1, seen=0)
    with pytest.raises(Conflict):
        await desk.world.store.write(roadmaps.accept, desk.office, read, desk.world.company, desk.world.now)


async def test_constraints_owners_and_answers_are_read_from_the_record(desk: Desk) -> None:
    await desk.size(squads=5, weeks=12)
    nobody = await desk.register.add("Nobody's", owner=None)
    await desk.register.limit("Residency first", NEXT_MONDAY + timedelta(days=9), desk.ids[1])
    await desk.register.limit("Audit open", None, desk.ids[2])
    await desk.register.limit("Long over", desk.world.now.date() - timedelta(days=1), desk.ids[0])
    rows = {one.opportunity: one for one in (await desk.show()).rows}
    assert rows[desk.ids[0]].start == NEXT_MONDAY and rows[desk.ids[0]].hurdles == ()
    (held,) = rows[desk.ids[1]].hurdles
    assert (held.why, held.about) == (Why.CONSTRAINT, "Residency first")
    assert rows[desk.ids[1]].start == NEXT_MONDAY + timedelta(days=14)
    assert rows[desk.ids[2]].start is None and rows[desk.ids[2]].hurdles[0].until is None
    assert [one.why for one in rows[nobody].hurdles] == [Why.NO_SPONSOR]

    unknown = await desk.register.add("Unasked", without=frozenset({Question.OWNER}))
    uncounted = await desk.register.add("Where is it counted", without=frozenset({Question.OUTCOME}))
    rows = {one.opportunity: one for one in (await desk.show()).rows}
    assert [(one.why, one.count) for one in rows[unknown].hurdles] == [(Why.NOT_SAID, 0), (Why.UNANSWERED, 1)]
    assert rows[uncounted].first_use == NEXT_MONDAY + timedelta(weeks=6), "it is counted first"


async def test_words_that_an_initiatives_sponsor_reads_first_are_on_no_roadmap_leadership_sees_before(desk: Desk) -> None:
    world, store = desk.world, desk.world.store
    dana, lea = await world.meet("Dana Doe"), await world.meet("Lea Leader")
    one = await world.initiative(dana)
    await desk.size(squads=5)
    await desk.accept()
    await limit(world, desk.office, one, desk.ids[1], expires=None, reviewed_on=world.now.date())
    kept = await desk.show()

    async def read() -> list[set[str]]:
        async def by(who: Actor, aloud: bool = False) -> set[str]:
            shown = await store.read(roadmaps.show, who, 1, world.company, world.now, aloud=aloud)  # type: ignore[call-arg]
            hurdles = [each for row in shown.rows for each in row.hurdles]
            return {each.about for each in [*hurdles, *(line.because for line in shown.changed)] if each}

        told = await store.read(roadmap_news.since, world.now, world.company, world.now)
        post = {line.because.about for line in told if line.because}
        return [await by(desk.office), await by(lea), await by(desk.office, aloud=True), post]

    async def filed(who: Actor) -> bool:
        made = await store.read(leaving.KINDS["roadmap_xlsx"], who, {}, world.now)
        conflicts = load_workbook(BytesIO(made.write())).worksheets[1]
        return any("No client data" in str(cell.value) for row in conflicts for cell in row)

    words = {"No client data leaves the EU"}
    assert kept.starting == 2 and await read() == [words, {""}, {""}, {""}]
    await desk.accept()
    assert [await filed(desk.office), await filed(lea)] == [True, False]
    world.now = datetime(2026, 10, 7, 6, tzinfo=UTC)
    assert (await read())[:3] == [words, words, words]


async def test_the_gates_a_sponsor_has_already_count_for_who_is_named_in_the_register(desk: Desk) -> None:
    dana = await desk.world.meet("Dana Doe")
    await desk.register.add("Biggest of all", cases=5000, sponsor=dana)
    await desk.size(squads=1, weeks=12)
    gate = (await desk.show()).rows[0].gate
    assert gate is not None
    for number in range(3):
        id = await desk.world.initiative(dana, f"Initiative {number}")
        own = await desk.world.store.read(gates.current, id)
        assert own is not None
        await desk.world.store.write(gates.change, own, due=gate)
    moved = (await desk.show()).rows[0].gate
    assert moved is not None and moved.isocalendar().week < gate.isocalendar().week


async def test_a_reason_can_be_erased_with_its_author(desk: Desk) -> None:
    await desk.size()
    await desk.move(desk.ids[1], -1, seen=0)
    await desk.world.store.write(erasing.erase, "Olga Office", desk.world.now, really=True)
    moves, sized = await desk.world.store.read(stored.moves), await desk.world.store.read(stored.capacity)
    assert [one.reason for one in moves] == [""] and sized is not None and sized.reason == ""
    row = (await desk.show(await desk.world.meet("Lea Leader"))).rows[0]
    assert row.moved is not None and row.moved.by is None


async def test_whoever_was_named_in_the_register_and_is_erased_would_answer_for_nothing_any_more(desk: Desk) -> None:
    dana = await desk.world.meet("Dana Doe")
    others = frozenset(one for one, score in SCORE.items() if score is SCORE[Question.OWNER]) - {Question.OWNER}
    big = await desk.register.add("Biggest of all", cases=5000, sponsor=dana)
    bare = await desk.register.add("Named only", sponsor=dana, without=others)
    await desk.size(squads=9)
    await desk.world.store.write(erasing.erase, "Dana Doe", desk.world.now, really=True)
    rows = {one.opportunity: one for one in (await desk.show()).rows}
    assert bare not in rows, "nothing of that score is answered any more, so it is not ranked"
    assert [one.why for one in rows[big].hurdles] == [Why.NOT_SAID, Why.UNANSWERED]
    entry = (await desk.world.ledger())[-1]
    assert (entry["action"], entry["data"]["opportunities"]) == ("admin:person:erased", sorted([big, bare]))


async def test_four_decisions_in_a_week_are_a_warning_to_those_who_may_see_them(desk: Desk) -> None:
    dana, friday = await desk.world.meet("Dana Doe"), date(2026, 10, 30)
    for number in range(4):
        id = await desk.world.initiative(dana, f"Initiative {number}")
        own = await desk.world.store.read(gates.current, id)
        assert own is not None
        await desk.world.store.write(gates.change, own, due=friday - timedelta(days=number))
    await desk.world.initiative(dana, "Asked only", accept=False)
    seen = await desk.world.store.read(decision_calendar.show, desk.office, 1, desk.world.now)
    assert [(one.sponsor, one.monday, one.count) for one in seen.full] == [("Dana Doe", date(2026, 10, 26), 4)]
    assert seen.full[0].number == dana.number, "the programme office can hand some over"
    hers = await desk.world.store.read(decision_calendar.show, dana, 1, desk.world.now)
    assert hers.total == 5 and hers.full[0].number is None
    assert seen.total == 5 and [one.sponsor for one in seen.rows] == ["Dana Doe"] * 4 + [None]
    stranger = await desk.world.store.read(decision_calendar.show, await desk.world.meet("Sam"), 1, desk.world.now)
    assert stranger.total == 0 and stranger.full == ()


async def test_what_leaves_as_a_file_is_the_roadmap_that_was_accepted(desk: Desk) -> None:
    world, ask = desk.world, leaving.KINDS["roadmap_xlsx"]
    await desk.size()
    with pytest.raises(Refused, match="no_roadmap"):
        await world.store.read(ask, desk.office, {}, world.now)
    await desk.register.limit("Residency first", None, desk.ids[2])
    await desk.accept()
    await desk.move(desk.ids[1], -1, seen=0)
    made = await world.store.read(ask, desk.office, {}, world.now)
    weeks, conflicts = load_workbook(BytesIO(made.write()))
    assert [row[1] for row in weeks.iter_rows(min_row=2, values_only=True)] == [
        "Claims triage", "Invoice coding", "Tender answers",
    ]
    assert "Residency first" in str(conflicts.cell(2, 3).value) and made.count == 3
    days = await world.store.read(leaving.KINDS["roadmap_ics"], desk.office, {}, world.now)
    assert days.write().count(b"BEGIN:VEVENT") == 6
    dana = await world.meet("Dana Doe")
    with pytest.raises(NotYours):
        await world.store.read(ask, dana, {}, world.now)
    await world.initiative(dana)
    own = await world.store.read(leaving.KINDS["decisions_ics"], dana, {}, world.now)
    assert own.count == 1 and own.write().count(b"BEGIN:VEVENT") == 1


async def test_the_digest_says_what_changed_and_the_phase_once_a_quarter(desk: Desk) -> None:
    world = desk.world
    assert (await world.store.read(digests.build, "2026-08", world.company, world.now)).roadmap == ()
    await desk.size(squads=1)
    await desk.accept()
    assert (await world.store.read(digests.build, "2026-08", world.company, world.now)).roadmap == ()
    world.pass_(days=30)                                            # 1 October: nothing was started, the plan slips
    await desk.register.limit("Residency first", None, desk.ids[1])
    view = await world.store.read(digests.build, "2026-09", world.company, world.now)
    said = {one.name: (one.became, one.was, one.start) for one in view.roadmap}
    assert said["Claims triage"] == (Became.OTHER_DAY, NEXT_MONDAY, date(2026, 10, 5))
    assert said["Invoice coding"][0] is Became.MOVED_OUT
    assert view.phase is not None and view.phase.phase is Phase.DISCOVER
    world.pass_(days=35)
    assert (await world.store.read(digests.build, "2026-10", world.company, world.now)).phase is None
