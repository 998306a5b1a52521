"""The demo's verdicts are the truths of the sample tenant's model, its decisions follow them, and its cards say so."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from io import StringIO
from pathlib import Path
from statistics import median

import pytest

from cards.evidence import amount
from graph.sample_tenant.model import Model
from pilothouse.demo import demo
from pilothouse.demo.counted import COUNTED
from pilothouse.demo.reported import REPORTED
from pilothouse.demo.story import BEGAN, FIRST_DAY, LAST_DAY, Play
from portfolio import ledger
from portfolio.adoption import Adoption
from portfolio.decisions import Decision, Piece
from portfolio.gates import OWED
from portfolio.looks import LookName
from portfolio.metrics import BaselineState, Metric, Provenance
from portfolio.verdicts import Advice, Choice, Policy, Verdict, opposes, recommend
from store import Tx, adoption, decisions, gates, initiatives, metrics, open_store, verdicts
from store.verdicts import Kept
from words.api import Words

SETTLING = timedelta(days=14)
w = Words("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one initiative stands in the record the demo left."""

    metric: Metric | None
    verdict: Kept | None
    decision: Decision | None
    owed: bool
    use: Adoption | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What the demo left: its folder, what it printed, and the record by name."""

    folder: Path
    printed: str
    standing: Mapping[str, Standing]

    def cards(self, kind: str) -> list[str]:
        """The plain text of every card of a kind, in order."""
        page = (self.folder / "cards.html").read_text(encoding="utf-8")
        articles = page.split("<article><h2>")[1:]
        heads = [article.partition("</h2>") for article in articles]
        return [unescape(rest) for head, _, rest in heads if head.endswith(f"· {kind}")]

    def of(self, play: Play) -> tuple[Metric, Kept]:
        """Metric and verdict of a counted initiative."""
        found = self.standing[play.name]
        assert found.metric is not None and found.verdict is not None
        return found.metric, found.verdict


def _read(tx: Tx) -> Mapping[str, Standing]:
    first, last = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (FIRST_DAY, LAST_DAY))
    made = {one.initiative: one for one in decisions.final_between(tx, first, last)}
    found = {}
    use = adoption.latest_of(tx, [one.id for one in initiatives.everything(tx)])
    for one in initiatives.everything(tx):
        gate = gates.current(tx, one.id)
        found[one.name] = Standing(
            metric=metrics.latest(tx, one.id), verdict=_at_the_gate(tx, one.id), decision=made.get(one.id),
            owed=gate is not None and gate.state in OWED, use=use.get(one.id),
        )
    return found


def _at_the_gate(tx: Tx, id: str) -> Kept | None:
    return next((kept for kept in verdicts.of(tx, id) if kept.look == LookName.GATE), None)


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """The demo, played once."""
    folder, said = tmp_path_factory.mktemp("demo"), StringIO()
    with redirect_stdout(said):
        assert demo(str(folder)) == 0

    async def read() -> Mapping[str, Standing]:
        store = await open_store(f"sqlite:///{folder / 'record.db'}")
        try:
            return await store.read(_read)
        finally:
            await store.close()

    return Left(folder=folder, printed=said.getvalue(), standing=asyncio.run(read()))


def truly(play: Play, metric: Metric, kept: Kept) -> float:
    """What the cases that count for a verdict really took, as a share of before: what the model put in."""
    assert play.counted is not None and metric.baseline is not None and metric.baseline.window is not None
    watched = timedelta(days=float(metric.baseline.window.slow or 0))
    until = kept.evidence.until
    return Model(as_of=until, began=BEGAN).ratio(play.counted, BEGAN + SETTLING, until - watched)


counted = pytest.mark.parametrize("play", COUNTED, ids=[play.name for play in COUNTED])


@counted
def test_the_baseline_is_what_the_model_s_history_was(left: Left, play: Play) -> None:
    baseline = left.of(play)[0].baseline
    assert play.counted is not None and baseline is not None and baseline.window is not None
    history = [case for case in Model(as_of=FIRST_DAY - timedelta(days=1), began=BEGAN).cases(play.counted)
               if case.opened.date() < BEGAN and case.closed]  # fmt: skip
    days = [(case.closed - case.opened) / timedelta(days=1) for case in history if case.closed]
    assert baseline.state is BaselineState.LOCKED and baseline.provenance is Provenance.MEASURED
    assert baseline.window.n == len(days) and float(baseline.value) == pytest.approx(median(days), rel=0.005)


@counted
def test_the_verdict_at_the_gate_is_the_truth(left: Left, play: Play) -> None:
    metric, kept = left.of(play)
    assert play.counted is not None and metric.baseline is not None and metric.floor is not None
    truth, ratio = play.counted.truth, truly(play, metric, kept)
    target, floor = (float(value / metric.baseline.value) for value in (metric.target, metric.floor))
    right = Advice.FUND if ratio <= target else Advice.NARROW if ratio <= floor else Advice.RETIRE
    found = kept.evidence
    assert found.look is LookName.GATE and found.because is None and found.interval is not None
    assert recommend(found.verdict, Policy.BALANCED) is right, found
    assert (found.verdict is Verdict.PROVEN) == truth.overall
    assert float(found.interval.low) < ratio - 1 < float(found.interval.high)


@counted
def test_what_its_use_shows_is_the_truth(left: Left, play: Play) -> None:
    use = left.standing[play.name].use
    assert play.counted is not None and use is not None
    assert (use.hero, use.fading) == (play.counted.truth.hero, play.counted.truth.fades)


def test_what_was_funded_on_evidence_holds_a_month_later(left: Left) -> None:
    december = left.cards("digest")[-1]
    line = december.partition("In production: what became of it")[2].partition("Invoice approval")[2][:300]
    assert "Proven" in line and "Measured · 30 Nov 2026" in line and "funded on: Proven" in line


def test_the_hero_and_the_fade_are_told_to_leadership_and_asked_about_without_a_name(left: Left) -> None:
    november, december = left.cards("digest")[-2:]
    assert "use rests on few people" in november.partition("Proposal drafts\n")[2][:80]
    assert "use is fading" in december.partition("Meeting notes\n")[2][:80]
    asked = [text for text in left.cards("check in") if "Meeting notes" in text]
    assert any("falling since" in text and "Is there a known reason?" in text for text in asked)
    people = {person.name for play in COUNTED if play.counted for person in Model(as_of=LAST_DAY).people(play.counted)}
    page = (left.folder / "cards.html").read_text(encoding="utf-8")
    assert people and not [name for name in people if name in page]


def test_every_truth_of_the_model_is_told_and_each_leads_elsewhere(left: Left) -> None:
    told = {play.counted.key: left.of(play)[1].evidence.verdict for play in COUNTED if play.counted}
    assert set(told) == {"works", "nothing", "fades", "hero"}
    assert len({recommend(verdict, Policy.BALANCED) for verdict in told.values()}) == len(Choice)


@counted
def test_the_decision_follows_the_evidence(left: Left, play: Play) -> None:
    made, verdict = left.standing[play.name].decision, left.of(play)[1].evidence.verdict
    assert made is not None and not opposes(recommend(verdict, Policy.BALANCED), made.choice)
    lacking = made.override.pieces if made.override else ()
    assert not {Piece.BASELINE, Piece.SAMPLE, Piece.PROVENANCE, Piece.SPONSOR} & set(lacking)
    assert (made.second is None) == (made.choice is not Choice.FUND), "nobody signs for what the evidence recommends"


@counted
def test_the_cards_show_the_verdict_its_number_and_what_is_behind_it(left: Left, play: Play) -> None:
    found = left.of(play)[1].evidence
    assert found.interval is not None and found.current is not None
    card = next(text for text in left.cards("gate decision") if f"\n{play.name}\n" in text)
    word, now = w.name(found.verdict), amount(found.current, "days", w)
    assert f" {word}\n{now}\n" in card
    assert f"{found.interval.n_before} cases before, {found.interval.n_after} after" in card
    assert found.hash[:16] in card and "Measured · " in card
    digest = next(text for text in left.cards("digest") if f"{play.name}  " in text and word in text)
    assert f"{now} · Measured" in digest
    assert f"{play.name}: {word} · {now}" in " ".join(left.printed.split())


@counted
def test_the_digest_after_the_decision_says_what_it_was_decided_on(left: Left, play: Play) -> None:
    found = left.of(play)[1].evidence
    assert found.current is not None
    told = f"Evidence then: {w.name(found.verdict)} · {amount(found.current, 'days', w)} · Measured"
    assert any(play.name in line and told in text for text in left.cards("digest")
               for line in text.partition("Decided since the last digest")[2].split("\n"))  # fmt: skip


def test_a_check_in_comes_with_what_was_read_and_asks_for_what_was_not(left: Left) -> None:
    asked = [text for text in left.cards("check in") if "Proposal drafts" in text and "Customer letter replies" in text]
    found = next(left.of(play)[1].evidence for play in COUNTED if play.name == "Proposal drafts")
    last = next(text for text in asked if f"in days: [{found.current}]" in text)
    assert "Filled in from Cases · proposal-drafts" in last
    assert "in days: [Empty means unknown]" in last


def test_what_people_only_report_is_never_claimed_and_ends_as_it_should(left: Left) -> None:
    ends = {play.name: left.standing[play.name] for play in REPORTED}
    assert all(end.verdict is None for end in ends.values())
    made = [end.decision for end in ends.values() if end.decision]
    assert sorted(one.choice for one in made) == [Choice.FUND, Choice.NARROW, Choice.RETIRE]
    override = next(one.override for one in made if one.choice is Choice.FUND)
    assert override is not None and {Piece.SAMPLE, Piece.PROVENANCE} <= set(override.pieces)
    assert [end.owed for end in ends.values()].count(True) == 1


def test_the_folder_holds_every_card_and_a_ledger_that_verifies(left: Left) -> None:
    cards = sorted((left.folder / "cards").iterdir())
    assert all(json.loads(path.read_text())["version"] == "1.5" for path in cards)
    assert len(cards) == (left.folder / "cards.html").read_text().count("<article>") > 100
    lines = (left.folder / "ledger.jsonl").read_text().splitlines()
    assert ledger.verify(lines).problem is None
