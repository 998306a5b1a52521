"""Another baseline than the locked one: a new version with a reason; a verdict keeps the one it was made with (B8)."""

from datetime import date, timedelta

import pytest

from actions import baseline_cards, baselines, decisions, judged, metrics
from portfolio.amending import RenewBaseline
from portfolio.baselines import ALWAYS, Between
from portfolio.criteria import AmendmentState, Change
from portfolio.errors import Invalid, Refused
from portfolio.metrics import BaselineState
from portfolio.people import Actor
from portfolio.verdicts import Verdict
from portfolio.views.amending import Amended
from portfolio.views.baselines import BaselineCard
from portfolio.views.gates import DecisionForm
from portfolio.views.judged import Against
from store import metrics as stored
from store import verdicts
from tests.actions.amending import amend, answer
from tests.actions.evidence import case, cases, closed_by, enable, record, refresh
from tests.actions.verdicts import HISTORY, after, armed, found, read_list, source_of
from tests.actions.world import World

REASON = "The cases of March were closed in bulk; they are out."
SINCE = Between(since=date(2026, 4, 1))


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    """26 weeks of history, and the rules locked on the first day. The gate is due on 30 November."""
    initiative = await world.initiative(dana)
    await world.metric(dana, initiative, baseline=None, baseline_source=None)
    await record(world, await enable(world, initiative), closed_by(HISTORY, world.now))
    await armed(world, dana, initiative)
    return initiative


async def card(world: World, who: Actor, one: str, between: Between = ALWAYS) -> BaselineCard:
    return await world.store.read(baseline_cards.renew, who, one, between, world.now)


async def renew(
    world: World, who: Actor, one: str, between: Between = SINCE, *, reason: str = REASON, second: str | None = None
) -> Amended:
    seen = (await card(world, who, one, between)).seen
    command = RenewBaseline(initiative=one, seen=seen, between=between, reason=reason, second=second)
    return await world.store.write(baselines.renew, who, command, world.now)


async def test_a_new_baseline_is_a_new_version_with_a_reason(world: World, dana: Actor, one: str) -> None:
    shown = await card(world, dana, one, SINCE)
    assert shown.locked is not None and shown.renewal is not None and shown.renewal.proposal is not None
    assert shown.renewal.proposal.first >= date(2026, 4, 1) and shown.renewal.proposal.n < shown.locked.n
    before = sum((await world.noted()).values())
    with pytest.raises(Invalid) as invalid:
        await renew(world, dana, one, reason="new")
    assert [problem.code for problem in invalid.value.problems] == ["reason_too_short"]
    made = await renew(world, dana, one)
    assert made.state is AmendmentState.FINAL and made.changes == (Change.BASELINE,)
    assert sum((await world.noted()).values()) == before + 1
    old, new = [await world.store.read(stored.version, one, number) for number in (2, 3)]
    assert old is not None and old.baseline is not None and old.baseline.state is BaselineState.SUPERSEDED
    assert new is not None and new.baseline is not None and new.baseline.state is BaselineState.LOCKED
    assert new.baseline.window is not None and new.baseline.window.since == date(2026, 4, 1)
    assert await renew(world, dana, one) == made, "pressing again is the same"


async def test_verdicts_of_before_keep_the_baseline_they_were_made_with_and_say_so(
    world: World, dana: Actor, one: str
) -> None:
    world.now += timedelta(days=63)
    rows = [*HISTORY, *after(2.0)]
    await read_list(world, one, rows)
    first = await found(world, one)
    assert first.verdict is Verdict.PROVEN and first.of_version == 2
    rita = await world.meet("Rita Reviewer")
    await answer(world, rita, await renew(world, dana, one, second="Rita Reviewer"))
    assert await refresh(world) == [one]
    second = await found(world, one)
    assert second.of_version == 3 and second.n_before < first.n_before and second.hash != first.hash
    kept = await world.store.read(lambda tx: list(verdicts.of(tx, one)))
    assert [(each.metric, each.evidence.of_version) for each in kept[:2]] == [(3, 3), (2, 2)]
    assert kept[1].evidence == first, "never rewritten"


async def test_in_the_last_30_days_it_takes_a_second_person_and_both_are_printed(
    world: World, dana: Actor, one: str
) -> None:
    rita = await world.meet("Rita Reviewer")
    world.now += timedelta(days=70)                              # 10 November
    assert (await card(world, dana, one)).renewal is not None
    with pytest.raises(Invalid) as invalid:
        await renew(world, dana, one)
    assert [problem.code for problem in invalid.value.problems] == ["cosigner_needed"]
    made = await renew(world, dana, one, second="Rita Reviewer")
    assert made.state is AmendmentState.PENDING
    await answer(world, rita, made)
    gate = await world.at_gate(dana, one)
    form = await world.store.read(decisions.form, dana, gate, world.company, world.now)
    assert isinstance(form, DecisionForm)
    (line,) = form.amended
    assert line.was.baseline_n is not None and line.now.baseline_n is not None
    assert line.was.baseline_n > line.now.baseline_n and line.second == "Rita Reviewer" and line.days_before == 20


async def test_after_the_seal_there_is_no_other_baseline(world: World, dana: Actor, one: str) -> None:
    world.now += timedelta(days=83)                              # 23 November, T-7
    with pytest.raises(Refused) as refused:
        await renew(world, dana, one)
    assert refused.value.code == "rules_sealed"
    assert not (await world.store.read(metrics.rules, dana, one, world.now)).may_renew


async def test_what_was_shown_is_taken_or_nothing(world: World, dana: Actor, one: str) -> None:
    seen = (await card(world, dana, one)).seen
    world.pass_(hours=1)
    more = cases(date(2026, 5, 1), date(2026, 6, 1), 9.0, name="late")
    await record(world, await source_of(world, one), closed_by([*HISTORY, *more], world.now))
    command = RenewBaseline(initiative=one, seen=seen, between=ALWAYS, reason=REASON, second=None)
    with pytest.raises(Invalid) as invalid:
        await world.store.write(baselines.renew, dana, command, world.now)
    assert [problem.code for problem in invalid.value.problems] == ["history_moved"]


async def test_rows_edited_after_the_lock_are_flagged_and_not_followed(world: World, dana: Actor, one: str) -> None:
    """FEATURES B8: edit source rows after lock, and the verdict uses the locked values and says how many changed."""
    world.now += timedelta(days=63)
    rows = [*HISTORY, *after(2.0)]
    await read_list(world, one, rows)
    first = await found(world, one)
    closed = [row for row in rows if row.start is not None and row.start.date() < date(2026, 8, 1)]
    edited = {row.key: case(row.key, row.start.date(), 0.1) for row in closed[:4] if row.start is not None}
    world.pass_(hours=1)
    await read_list(world, one, [edited.get(row.key, row) for row in rows])
    second = await found(world, one)
    assert second.changed == first.changed + 4
    assert (second.estimate, second.interval, second.n_before) == (first.estimate, first.interval, first.n_before)
    shown = await world.store.read(baseline_cards.show, dana, one, ALWAYS, world.now)
    assert shown.locked is not None and shown.locked.changed == 4


async def test_a_sponsor_accepts_what_the_office_prepared(world: World, dana: Actor, one: str) -> None:
    olga = await world.meet("Olga Office")
    made = await renew(world, olga, one)
    assert made.state is AmendmentState.PREPARED
    metric = await world.store.read(stored.latest, one)
    assert metric is not None and metric.version == 2
    assert (await answer(world, dana, made)).state is AmendmentState.FINAL


async def test_a_comparison_says_what_differs_and_is_refused_across_definitions(
    world: World, dana: Actor, one: str
) -> None:
    """FEATURES B3: a change after the baseline is a new version, and older verdicts are marked "different definition"."""
    world.now += timedelta(days=63)
    await read_list(world, one, [*HISTORY, *after(2.0)])
    rita = await world.meet("Rita Reviewer")
    await answer(world, rita, await renew(world, dana, one, second="Rita Reviewer"))
    await refresh(world)
    shown = await world.store.read(judged.show, dana, one, world.now)
    assert [(row.version, row.against) for row in shown.rows] == [(3, Against.SAME), (2, Against.BASELINE)]
    beside = await world.store.read(judged.compare, dana, one, shown.rows[1].key, world.now)
    assert beside.now == shown.rows[0] and beside.then == shown.rows[1]
    made = await amend(world, dana, one, name="RFP receipt to submission", second="Rita Reviewer")
    await answer(world, rita, made)
    marked = await world.store.read(judged.show, dana, one, world.now)
    assert [row.against for row in marked.rows] == [Against.DEFINITION, Against.DEFINITION]
    assert [row.found for row in marked.rows] == [row.found for row in shown.rows], "the numbers stay"
    with pytest.raises(Refused) as refused:
        await world.store.read(judged.compare, dana, one, shown.rows[1].key, world.now)
    assert refused.value.code == "other_definition"
    assert refused.value.params["then"] == "RFP receipt to first draft"


async def test_leadership_reads_no_newer_finding_here_than_anywhere_else(world: World, dana: Actor, one: str) -> None:
    lea = await world.meet("Lea Leader")
    await world.install(dana)
    world.now += timedelta(days=63)
    await read_list(world, one, [*HISTORY, *after(9.0)])
    assert (await world.store.read(judged.show, dana, one, world.now)).rows[0].found.verdict is Verdict.WORSE
    assert (await world.store.read(judged.show, lea, one, world.now)).rows == ()
