"""The monthly check-in: answered, replayed, in conflict, corrected, confirmed (R15; L1, L9, L13, L15, C5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from actions import checkins, digests, snoozing
from bot import redraw
from bot.turn import Turn
from cards.verbs import Verb
from portfolio.checkins import MOST_ROWS, CheckInState, Outlook
from portfolio.commands import SubmitCheckIn
from portfolio.errors import Invalid, NotFound, NotYours, Refused, problem
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.checkins import CheckInForm, NothingOwed, Receipt
from store import Tx, initiatives
from store import checkins as stored
from tests.actions.answering import about, many, opened, stored_one, submit
from tests.actions.world import World


@pytest.fixture
async def two(world: World, dana: Actor) -> tuple[str, str]:
    """Two initiatives of Dana's, the first with a metric, and the month in which they started is over."""
    first, second = await world.initiative(dana, "Drafting"), await world.initiative(dana, "Summaries")
    await world.metric(dana, first)
    world.pass_(days=31)
    return first, second


async def test_one_card_asks_for_every_initiative_about_the_month_that_has_ended(
    world: World, dana: Actor, two: tuple[str, str]
) -> None:
    form = await opened(world, dana)
    assert form.period == "2026-09" and form.closes_on == date(2026, 10, 7)
    assert [(row.name, row.panel is not None) for row in form.rows] == [("Drafting", True), ("Summaries", False)]
    assert form.revision == 0 and form.values == {} and form.more == 0


async def test_nothing_is_owed_by_somebody_who_sponsors_nothing(world: World, dana: Actor, two: tuple[str, str]) -> None:
    paul = await world.meet("Paul Proposer")
    view = await world.store.write(checkins.open_mine, paul, world.company, world.now)
    assert isinstance(view, NothingOwed)


async def test_partly_answered_then_answered_then_confirmed(world: World, dana: Actor, two: tuple[str, str]) -> None:
    form = await opened(world, dana)
    receipt = await submit(world, dana, form, about(two[0], "4.7", note="Tax starts Monday"))
    assert isinstance(receipt, Receipt) and (receipt.open, receipt.revision, receipt.confirmed) == (1, 1, False)
    assert (await stored_one(world, form.check_in)).state is CheckInState.PARTLY
    rest = await opened(world, dana)
    assert [row.initiative for row in rest.rows] == [two[1]] and rest.revision == 1
    receipt = await submit(world, dana, rest, about(two[1], outlook=Outlook.AT_RISK))
    assert isinstance(receipt, Receipt) and (receipt.open, receipt.revision) == (0, 2)
    assert {(line.name, line.value, line.outlook) for line in receipt.lines} == {
        ("Drafting", Decimal("4.7"), Outlook.ON_TRACK), ("Summaries", None, Outlook.AT_RISK),
    }
    assert (await stored_one(world, form.check_in)).state is CheckInState.ANSWERED
    for _ in range(2):
        done = await world.store.write(checkins.confirm, dana, form.check_in, world.company, world.now)
        assert done.confirmed
    assert (await stored_one(world, form.check_in)).state is CheckInState.CONFIRMED
    assert (await world.noted())["teams:checkin:confirmed"] == 1


async def test_a_check_in_is_confirmed_only_once_all_of_it_is_answered(
    world: World, dana: Actor, two: tuple[str, str]
) -> None:
    form = await opened(world, dana)
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            await world.store.write(checkins.confirm, dana, form.check_in, world.company, world.now)
        assert refused.value.code == "illegal_move"
        await submit(world, dana, form, about(two[0], "4.7"))
    assert (await stored_one(world, form.check_in)).state is CheckInState.PARTLY


async def test_a_number_left_out_is_unknown_and_never_zero(world: World, dana: Actor, two: tuple[str, str]) -> None:
    form = await opened(world, dana)
    await submit(world, dana, form, about(two[0]))
    assert [one.value for one in (await stored_one(world, form.check_in)).answers] == [None]
    assert await world.store.read(stored.last_reported, [two[0]]) == {}
    digest = await world.store.read(digests.build, "2026-09", world.company, world.now)
    line = next(one for one in digest.outcomes if one.initiative == two[0])
    assert line.answered and line.panel is not None and line.panel.current is None


async def test_an_unknown_does_not_hide_the_number_reported_before_and_a_zero_is_a_number(
    world: World, dana: Actor, two: tuple[str, str]
) -> None:
    await submit(world, dana, await opened(world, dana), about(two[0], "0"), about(two[1]))
    world.pass_(days=31)
    await submit(world, dana, await opened(world, dana), about(two[0]), about(two[1]))
    reported = await world.store.read(stored.last_reported, [two[0]])
    assert reported[two[0]].value == Decimal(0)


async def test_a_replayed_submit_changes_nothing_and_gives_the_same_receipt(
    world: World, dana: Actor, two: tuple[str, str]
) -> None:
    form = await opened(world, dana)
    answers = (about(two[0], "4.7", note="Tax starts Monday"), about(two[1]))
    first = await submit(world, dana, form, *answers)
    before = await world.noted()
    world.pass_(minutes=5)
    again = await submit(world, dana, form, *answers)
    assert again == first and await world.noted() == before
    assert (await stored_one(world, form.check_in)).revision == 1


async def test_other_answers_on_an_old_card_conflict_and_both_are_shown(
    world: World, dana: Actor, two: tuple[str, str]
) -> None:
    form = await opened(world, dana)
    await submit(world, dana, form, about(two[0], "4.7", note="first"))
    before = await world.noted()
    clash = await submit(world, dana, form, about(two[0], "3.1", Outlook.OFF_TRACK, "second"))
    assert isinstance(clash, CheckInForm) and clash.clash is not None
    assert [(line.value, line.note) for line in clash.clash.theirs] == [(Decimal("4.7"), "first")]
    assert clash.values == {f"{two[0]}.value": "3.1", f"{two[0]}.outlook": "off_track", f"{two[0]}.note": "second"}
    assert [row.initiative for row in clash.rows] == [two[0]] and clash.revision == 1
    assert await world.noted() == before
    kept = await submit(world, dana, clash, about(two[0], "3.1", Outlook.OFF_TRACK, "second"))
    assert isinstance(kept, Receipt) and kept.revision == 2


async def test_every_version_of_an_answer_is_kept(world: World, dana: Actor, two: tuple[str, str]) -> None:
    form = await opened(world, dana)
    for value in ("4.7", "4.5"):
        form = await world.store.write(checkins.edit, dana, form.check_in, world.company, world.now)
        await submit(world, dana, form, about(two[0], value))

    def versions(tx: Tx) -> list[str]:
        return [row.value for row in tx.exec_driver_sql("select value from answers order by revision")]

    assert await world.store.read(versions) == ["4.7", "4.5"]


async def test_an_answer_after_the_digest_is_a_correction(world: World, dana: Actor, two: tuple[str, str]) -> None:
    await world.channel()
    form = await opened(world, dana)
    first = await submit(world, dana, form, about(two[0], "4.7"), about(two[1]))
    assert isinstance(first, Receipt) and not first.corrected
    await world.store.write(checkins.confirm, dana, form.check_in, world.company, world.now)
    assert await world.store.write(digests.prepare, "2026-09", world.company, world.now)
    edit = await world.store.write(checkins.edit, dana, form.check_in, world.company, world.now)
    assert isinstance(edit, CheckInForm) and edit.values[f"{two[0]}.value"] == "4.7"
    after = await submit(world, dana, edit, about(two[0], "4.9"))
    assert isinstance(after, Receipt) and after.corrected and not after.confirmed
    assert (await stored_one(world, form.check_in)).state is CheckInState.ANSWERED
    noted = await world.noted()
    assert (noted["teams:checkin:saved"], noted["teams:checkin:corrected"]) == (1, 1)


async def test_a_check_in_is_its_persons_own(world: World, dana: Actor, two: tuple[str, str]) -> None:
    form = await opened(world, dana)
    olga = await world.meet("Olga Office")
    before = await world.noted()
    with pytest.raises(NotYours):
        await submit(world, olga, form, about(two[0]))
    for action in (checkins.confirm, checkins.reopen, checkins.edit):
        with pytest.raises(NotYours):
            await world.store.write(action, olga, form.check_in, world.company, world.now)
        with pytest.raises(NotFound):
            await world.store.write(action, olga, "c-nothing", world.company, world.now)
    with pytest.raises(NotYours):
        await world.store.write(snoozing.snooze, olga, form.check_in, "tomorrow", world.company, world.now)
    assert await world.noted() == before


async def test_an_initiative_that_has_gone_to_somebody_else_is_not_answered_for(
    world: World, dana: Actor, two: tuple[str, str]
) -> None:
    form = await opened(world, dana)
    omar = await world.meet("Omar Haddad")

    def hand_over(tx: Tx) -> None:
        one = initiatives.get(tx, two[1])
        assert one is not None
        initiatives.change(tx, one, sponsor=omar.number)

    await world.store.write(hand_over)
    before = await world.noted()
    with pytest.raises(NotFound):
        await submit(world, dana, form, about(two[0], "4.7"), about(two[1]))
    assert await world.noted() == before and (await stored_one(world, form.check_in)).answers == ()
    receipt = await submit(world, dana, form, about(two[0], "4.7"))
    assert isinstance(receipt, Receipt) and receipt.open == 0, "the new owner answers for the other from now on"
    theirs = await opened(world, omar)
    assert [row.initiative for row in theirs.rows] == [two[1]]


async def test_a_number_needs_a_metric_it_is_a_number_of(world: World, dana: Actor, two: tuple[str, str]) -> None:
    form = await opened(world, dana)
    with pytest.raises(Invalid) as invalid:
        await submit(world, dana, form, about(two[0], "4.7"), about(two[1], "1"))
    assert [(one.field, one.code) for one in invalid.value.problems] == [(f"{two[1]}.value", "number_without_metric")]
    assert (await stored_one(world, form.check_in)).revision == 0


async def test_no_answers_are_no_check_in(world: World, dana: Actor, two: tuple[str, str]) -> None:
    form = await opened(world, dana)
    with pytest.raises(Invalid):
        await submit(world, dana, form)


async def test_a_card_that_claims_answers_nobody_gave_is_saved_as_the_first(
    world: World, dana: Actor, two: tuple[str, str]
) -> None:
    form = await opened(world, dana)
    command = SubmitCheckIn(check_in=form.check_in, revision=5, answers=(about(two[0], "4.7"),))
    receipt = await world.store.write(checkins.submit, dana, command, world.company, world.now)
    assert isinstance(receipt, Receipt) and receipt.revision == 1


async def test_what_was_decided_meanwhile_is_no_longer_asked(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    gate = await world.at_gate(dana, one)
    form = await opened(world, dana)
    await world.decide(dana, gate, Choice.RETIRE)
    view = await world.store.write(checkins.reopen, dana, form.check_in, world.company, world.now)
    assert isinstance(view, NothingOwed)
    edit = await world.store.write(checkins.edit, dana, form.check_in, world.company, world.now)
    assert isinstance(edit, NothingOwed)


async def test_last_months_outlook_is_shown_and_never_filled_in(world: World, dana: Actor, two: tuple[str, str]) -> None:
    await submit(world, dana, await opened(world, dana), about(two[0], "4.7", Outlook.AT_RISK), about(two[1]))
    world.pass_(days=31)
    form = await opened(world, dana)
    row = next(row for row in form.rows if row.initiative == two[0])
    assert row.last_outlook is Outlook.AT_RISK
    assert form.period == "2026-10" and form.values == {}


async def test_more_than_a_card_holds_comes_on_the_next_card_and_conflicts_there_too(world: World, dana: Actor) -> None:
    made = await many(world, dana, MOST_ROWS + 4)
    form = await opened(world, dana)
    assert [row.initiative for row in form.rows] == made[:MOST_ROWS] and form.more == 4
    receipt = await submit(world, dana, form, *(about(row.initiative) for row in form.rows))
    assert isinstance(receipt, Receipt) and receipt.open == 4
    rest = await world.store.write(checkins.reopen, dana, form.check_in, world.company, world.now)
    assert isinstance(rest, CheckInForm) and [row.initiative for row in rest.rows] == made[MOST_ROWS:] and rest.more == 0
    await submit(world, dana, rest, about(made[-1]))
    clash = await submit(world, dana, rest, about(made[-1], outlook=Outlook.OFF_TRACK), about(made[-2]))
    assert isinstance(clash, CheckInForm) and clash.clash is not None
    assert [row.initiative for row in clash.rows] == made[-2:]


async def test_a_refused_card_is_drawn_again_with_its_own_rows_and_all_that_was_typed(world: World, dana: Actor) -> None:
    made = await many(world, dana, MOST_ROWS + 2)
    form = await opened(world, dana)
    typed = {f"{one}.{part}": "x" for one in made[-2:] for part in ("value", "outlook", "note")}

    def again(tx: Tx) -> object:
        turn = Turn(
            tx=tx, actor=dana, company=world.company, now=world.now, ids={"check_in": form.check_in}, inputs=typed,
            revision=0, channel=None,
        )
        return redraw.refused(Verb.CHECKIN_SUBMIT, turn, (problem(f"{made[-1]}.value", "not_a_number", text="x"),))

    drawn = await world.store.write(again)
    assert isinstance(drawn, CheckInForm) and [row.initiative for row in drawn.rows] == made[-2:]
    assert drawn.values == typed and [one.code for one in drawn.problems] == ["not_a_number"] and drawn.more == 0


async def test_changing_more_answers_than_a_card_holds_goes_page_by_page(world: World, dana: Actor) -> None:
    made = await many(world, dana, MOST_ROWS + 2)
    first = await world.check_in(dana, None)
    assert isinstance(first, Receipt) and first.open == 2
    await world.check_in(dana, None)

    async def page(number: int) -> CheckInForm:
        form = await world.store.write(checkins.edit, dana, first.check_in, world.company, world.now, page=number)
        assert isinstance(form, CheckInForm)
        return form

    pages = [await page(number) for number in (1, 2)]
    assert [[row.initiative for row in form.rows] for form in pages] == [made[:MOST_ROWS], made[MOST_ROWS:]]
    assert [(form.page, form.pages, form.more) for form in pages] == [(1, 2, 0), (2, 2, 0)]
    assert all(f"{row.initiative}.outlook" in form.values for form in pages for row in form.rows)
    assert [(await page(number)).page for number in (0, 9)] == [1, 2], "a page that is not there is the nearest"
    long = "\N{ROCKET}" * 500
    for form in pages:
        now = replace(form, revision=(await page(1)).revision)
        await submit(world, dana, now, *(about(row.initiative, note=long) for row in form.rows))
    turns = [await page(number) for number in (1, 2, 3)]
    assert [len(form.rows) for form in turns] == [4, 4, 2] and {form.pages for form in turns} == {3}
    assert all(form.values[f"{row.initiative}.note"] == long for form in turns for row in form.rows), "none is cut"
