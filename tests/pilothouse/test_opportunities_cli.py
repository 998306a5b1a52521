"""`pilothouse opportunities`: the ranked register, for people and for programs."""

import asyncio
import json

import pytest

from pilothouse.cli import main
from portfolio.opportunities.questions import Question
from store import open_store
from tests.actions.ranked import Register
from tests.actions.world import World, company


@pytest.fixture
def record(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three opportunities: a good one, one of which half is unknown, and a poor one."""
    monkeypatch.setenv("PILOTHOUSE_DATABASE", sqlite_url)

    async def make() -> None:
        world = World(await open_store(sqlite_url), company())
        register = Register(world=world, proposer=await world.meet("Paul Proposer"))
        await register.add("Poor", cases=1, owner=None)
        await register.add("Good")
        await register.add("Half", without=frozenset({Question.HOURS, Question.DATA, Question.SENSITIVE}))
        await world.store.close()

    asyncio.run(make())


def test_the_register_is_printed_in_its_order_and_says_how_sure_it_is(
    record: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["opportunities"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("3 opportunities, ranked\nvalue 40%, feasibility 30%, little risk 30%\n1 (1 to 2) · Good\n")
    assert "Not known: hours a case, where the data stand and the most sensitive data" in said
    assert main(["opportunities", "--language", "de"]) == 0
    assert "3 Chancen mit Rang" in capsys.readouterr().out


def test_the_json_has_ranks_scores_and_answers_with_their_sources_and_is_the_same_twice(
    record: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["opportunities", "--json"]) == 0
    first = capsys.readouterr().out
    assert main(["opportunities", "--json"]) == 0
    assert capsys.readouterr().out == first
    found = json.loads(first)
    assert [one["name"] for one in found["ranked"]] == ["Good", "Half", "Poor"] and found["ideas"] == []
    good, half, _ = found["ranked"]
    assert (good["rank"], good["of"]) == (1, 3) and half["best"] <= half["rank"] <= half["worst"]
    assert half["unknown"] == ["hours", "data", "sensitive"] and half["scores"]["value"][1] - half["scores"]["value"][0] == 4
    assert good["answers"]["cases"]["answer"] == "320" and good["answers"]["cases"]["basis"] == "person"
