"""The instrumentation sprint in the chats: six weeks of counting, the baseline that comes out, and the gate after it."""

from datetime import date, timedelta

from tests.scenarios.cards import buttons
from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import PAUL, Chat, Scene, Shown, somebody
from tests.scenarios.steps import METRIC, accepted

ANN = somebody("Ann Meyer")
START = date(2026, 9, 1)
UNCOUNTED = METRIC | {"baseline": "", "baseline_source": "", "target": "2.5", "floor": ""}


async def sprint(scene: Scene, **changes: str) -> tuple[Chat, Chat, Shown]:
    """Dana has set the metric and starts counting; Ann is named to log. Their chats, and Dana's card."""
    dana, record = await accepted(scene)
    (ann,) = await scene.met(ANN)
    await (await record.press("Set the metric")).press("Save and see the rules", **UNCOUNTED)
    rules = await (await dana.says("show Proposal drafting")).press("See the rules")
    form = await rules.press("We cannot count it today")
    answers = {"what": "case", "way": "form", "kinds": "Tax, Audit", "loggers_name": "Ann Meyer"}
    return dana, ann, await form.press("Start counting today", **answers | changes)


async def log(chat: Chat, ended: date, days: int = 4, **changes: str) -> Shown:
    """One case by the typed command."""
    form = await chat.says("log")
    answers = {"started_on": str(ended - timedelta(days=days)), "ended_on": str(ended), "kind": "Tax"}
    return await form.press("Log it", **answers | changes)


async def test_twenty_cases_over_six_weeks_become_the_baseline_and_the_gate_comes_after_it(scene: Scene) -> None:
    dana, ann, card = await sprint(scene)
    assert "Counting has started" in card.words
    assert "12 Oct 2026" in card.words, "six weeks, today included"
    assert "13 Oct 2026" in card.words and "11 Jan 2027" in card.words, "first use and the gate move behind it (R1)"
    await scene.work()
    assert "Please log cases of Proposal drafting" in ann.newest.words
    assert "Ann Meyer" not in (await dana.says("log")).words

    for number in range(24):
        scene.at(START + timedelta(days=number * 42 // 24), hour=15)
        receipt = await log(ann if number % 3 else dana, scene.now.date(), days=3 + number % 5)
        assert "Logged" in receipt.words and f"{number + 1} of 20" in receipt.words
    listed = await dana.says("portfolio")
    assert "Instrumentation: day 41 of 42, 24 of 20 cases, 6 of 6 weeks" in listed.words
    assert "The baseline is being counted before first use" in (await dana.says("show Proposal drafting")).words

    scene.at(date(2026, 10, 13))
    await scene.work()
    assert (await actions(scene.store)).count("calendar:sprint:done") == 1
    ended = dana.about("The baseline of Proposal drafting is counted")[-1]
    assert "Of 24 cases" in ended.words and "Logged by people" in ended.words
    rules = await ended.press("Take this baseline")
    assert "Baseline: Logged by people" in rules.words
    assert "These rules were locked" in (await rules.press("These are the rules")).words
    shown = await dana.says("show Proposal drafting")
    assert "13 Oct 2026" in shown.words and "11 Jan 2027" in shown.words
    assert "Pilot" in shown.words and "no locked baseline" not in shown.words

    scene.at(date(2026, 11, 2))
    later = await log(ann, scene.now.date(), days=2)
    assert "Logged" in later.words, "cases after first use are what it is compared with"


async def test_too_few_cases_end_the_sprint_short_and_say_what_was_missing(scene: Scene) -> None:
    dana, ann, _ = await sprint(scene)
    for week in (0, 1, 3):
        scene.at(START + timedelta(weeks=week, days=2))
        await log(ann, scene.now.date())
    scene.at(date(2026, 10, 13))
    await scene.work()

    ended = dana.about("Too few cases for a baseline")[-1]
    assert "17 cases were missing" in ended.words and "3 weeks had no case in them" in ended.words
    assert "Take this baseline" not in ended.titles
    assert (await actions(scene.store)).count("calendar:sprint:short") == 1
    record = await dana.says("show Proposal drafting")
    assert "no locked baseline" in record.words and "13 Oct 2026" in record.words
    assert "We cannot count it today" not in record.titles, "one sprint puts the decision off, not two"
    stored = await dump(scene.store)
    scene.pass_(days=1)
    await scene.work()
    assert changed(stored, await dump(scene.store)) <= {"outbox", "occurrences"}


async def test_ones_own_case_is_corrected_and_withdrawn_and_what_it_said_is_kept(scene: Scene) -> None:
    dana, ann, _ = await sprint(scene)
    scene.at(date(2026, 9, 8), hour=15)
    first = await log(ann, scene.now.date(), days=3)
    form = await first.press("Correct: 5 Sep to 8 Sep")
    assert form.typed["started_on"] == "2026-09-05" and form.typed["kind"] == "Tax"
    stored = await dump(scene.store)
    same = await form.press("Save the correction")
    assert changed(stored, await dump(scene.store)) == set(), "the same again is no correction"
    corrected = await form.press("Save the correction", started_on="2026-09-04")
    assert "Corrected; what it said before is kept" in corrected.words and "1 of 20" in corrected.words
    assert "Somebody changed this" in (await form.press("Save the correction", started_on="2026-09-03")).words
    again = await corrected.press("Correct: 4 Sep to 8 Sep")
    withdrawn = await again.press("Withdraw it")
    assert "0 of 20" in withdrawn.words
    assert "Withdrawn" in (await again.press("Withdraw it")).words
    rows = (await dump(scene.store))["observations"]
    assert len(rows) == 2, "both versions are still there"
    assert (await actions(scene.store))[-3:] == ["teams:case:logged", "teams:case:corrected", "teams:case:withdrawn"]
    assert "Correct" not in " ".join((await dana.says("log")).titles) and same.message


async def test_a_case_that_cannot_be_is_said_beside_its_input_and_nothing_is_stored(scene: Scene) -> None:
    _, ann, _ = await sprint(scene)
    scene.at(date(2026, 9, 8), hour=15)
    form = await ann.says("log")
    before = await dump(scene.store)
    wrong = await form.press("Log it", started_on="2026-09-09", ended_on="2026-08-30", kind="Tax")
    assert "Counting began on 1 Sep 2026" in wrong.words and "It cannot end before it starts" in wrong.words
    assert wrong.typed["ended_on"] == "2026-08-30"
    ahead = await form.press("Log it", started_on="2026-09-08", ended_on="2026-09-12", kind="Tax")
    assert "This lies ahead" in ahead.words
    half = await form.press("Log it", started_on="2026-09-07", started_at="9.30", ended_on="2026-09-08")
    assert "Give both times of day, or neither" in half.words
    odd = await form.press("Log it", started_on="2026-09-07", started_at="25:00", ended_on="2026-09-08", ended_at="9")
    assert "“25:00” is not a time of day" in odd.words
    assert changed(before, await dump(scene.store)) == set()
    good = {"started_on": "2026-09-07", "started_at": "0930", "ended_on": "2026-09-08", "ended_at": "14:05"}
    assert "1 of 20" in (await odd.press("Log it", **good)).words
    assert "1 of 20" in (await odd.press("Log it", **good)).words, "pressing twice logs once"


async def test_who_was_not_named_logs_nothing_and_learns_nothing(scene: Scene) -> None:
    dana, ann, card = await sprint(scene)
    paul = scene.chat(PAUL)
    scene.at(date(2026, 9, 8))
    form = await ann.says("log Proposal")
    before = await dump(scene.store)
    assert "There is nothing you could log a case for" in (await paul.says("log")).words
    stolen = await paul.send("log.save", value(form, "Log it", started_on="2026-09-07", ended_on="2026-09-08"), form.message)
    assert "I cannot find that" in stolen.words
    assert changed(before, await dump(scene.store)) <= {"people"}
    receipt = await log(dana, scene.now.date())
    theirs = await ann.send("log.again", value(receipt, "Correct"), receipt.message)
    assert "Somebody else logged that case" in theirs.words
    assert "End it now" in card.titles
    assert "End it now" not in (await form.press("How far is it?")).titles
    stop = await ann.send("sprint.stop", value(card, "End it now"), card.message)
    assert "I cannot find that" in stop.words


def value(shown: Shown, title: str, **fill: str) -> object:
    """What a press of the button that begins so would send."""
    found = buttons(shown.card)
    return found[next(one for one in found if one.startswith(title))].execute(fill)


async def test_calling_it_off_puts_first_use_and_the_gate_back(scene: Scene) -> None:
    _, ann, card = await sprint(scene)
    scene.at(date(2026, 9, 3))
    off = await card.press("Call it off")
    assert "The sprint was called off" in off.words
    assert "3 Sep 2026" in off.words and "2 Dec 2026" in off.words, "as near as the days that are left allow"
    assert "There is nothing you could log a case for" in (await ann.says("log")).words
    assert (await actions(scene.store)).count("teams:sprint:cancelled") == 1
    stored = await dump(scene.store)
    await card.press("Call it off")
    assert changed(stored, await dump(scene.store)) == set()


async def test_whoever_logs_is_reminded_only_after_a_week_without_a_case(scene: Scene) -> None:
    _, ann, _ = await sprint(scene)
    await scene.work()
    scene.at(date(2026, 9, 7), hour=15)
    await log(ann, scene.now.date())
    scene.at(date(2026, 9, 8), hour=11)
    await scene.work()
    assert ann.about("No case from you this week") == []
    scene.at(date(2026, 9, 15), hour=11)
    await scene.work()
    await scene.work()
    assert len(ann.about("No case from you this week")) == 1
    asked = ann.about("No case from you this week")[0]
    assert "Log a case" in asked.titles and "1 of 20 cases" in asked.words


async def test_the_rules_wait_for_the_counting(scene: Scene) -> None:
    dana, _, _ = await sprint(scene)
    rules = await (await dana.says("show Proposal drafting")).press("See the rules")
    before = await dump(scene.store)
    assert "The baseline is still being counted" in (await rules.press("These are the rules")).words
    assert changed(before, await dump(scene.store)) == set()
