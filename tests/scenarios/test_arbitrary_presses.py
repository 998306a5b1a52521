"""Law: whatever JSON somebody who may do nothing puts into a press, it is answered, logged without surprise, and lost."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.invokes import CARD, ERROR
from cards.verbs import Verb
from tests.scenarios.record import Dump, dump
from tests.scenarios.scene import PAUL, Chat, opened_scene
from tests.scenarios.steps import asked

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=20,
)
KEYS = ("initiative", "gate", "decision", "check_in", "token", "choice", "until", "page", "lookup", "grant")
PLAUSIBLE = ("on_track", "2026-12-18", "A reason that is long enough.", "4.7", "office", "retire", "tomorrow", "2", "true")


class Stranger:
    """Paul, who knows every id on the record and has no right to anything, and the record as it was."""

    def __init__(self, runner: asyncio.Runner, chat: Chat, before: Dump) -> None:
        self.runner = runner
        self.chat = chat
        self.before = before
        tables = ("initiatives", "gates", "check_ins")
        self.ids = [str(row[0]) for table in tables for row in before[table]]
        self.ids += [str(row[1]) for row in before["initiatives"]]  # the tokens of their forms

    def values(self) -> st.SearchStrategy[Any]:
        """Anything; and what is nearly a press, which gets further."""
        near_id = st.sampled_from(self.ids) | st.sampled_from(PLAUSIBLE) | st.text(max_size=20)
        carried = st.fixed_dictionaries(
            {"v": st.just(1), "ids": st.dictionaries(st.sampled_from(KEYS), near_id, max_size=8)},
            optional={"rev": st.integers(-1, 5) | JSON, "verb": st.sampled_from(list(Verb)) | JSON},
        )
        names = [f"{id}.{part}" for id in self.ids for part in ("value", "outlook", "note")]
        names += [f"{choice}.{part}" for choice in ("fund", "narrow", "retire") for part in ("on", "reason", "second")]
        inputs = st.dictionaries(
            st.sampled_from(names) | st.text(max_size=10), st.sampled_from(PLAUSIBLE) | JSON, max_size=6
        )
        data = st.builds(lambda ours, typed: {**typed, "ph": ours}, carried | JSON, inputs)
        action = st.fixed_dictionaries(
            {
                "type": st.just("Action.Execute") | st.text(max_size=20),
                "verb": st.sampled_from([verb.value for verb in Verb]) | JSON,
                "data": data | JSON,
            }
        )
        press = st.fixed_dictionaries({"action": action | JSON}, optional={"trigger": JSON})
        return press | JSON

    def press(self, value: Any) -> tuple[int, Any]:
        async def go() -> tuple[int, Any]:
            answer = await self.chat.post(self.chat.world.press(PAUL, "x", reply_to="1", value=value))
            assert await dump(self.chat.scene.store) == self.before
            return answer.status, answer.body

        return self.runner.run(go())


@pytest.fixture
def stranger(store_url: str) -> Iterator[Stranger]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()

        async def begin() -> Stranger:
            scene = await stack.enter_async_context(opened_scene(store_url))
            await asked(scene)
            paul = scene.chat(PAUL)
            await paul.says("help")
            return Stranger(runner, paul, await dump(scene.store))

        yield runner.run(begin())
        runner.run(stack.aclose())


def test_no_press_of_a_stranger_changes_anything_or_surprises_anybody(
    stranger: Stranger, caplog: pytest.LogCaptureFixture
) -> None:
    seen: set[tuple[int, str]] = set()

    @given(value=stranger.values())
    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    def law(value: Any) -> None:
        status, body = stranger.press(value)
        if status == 400:  # deeper than any activity of Teams is
            assert body == {"code": "activity_malformed", "field": "body"}
            return
        assert status == 200
        assert (body["statusCode"], body["type"]) in {(200, CARD), (400, ERROR)}, body
        seen.add((body["statusCode"], body["type"]))

    law()
    assert [record.getMessage() for record in caplog.records if record.exc_info or record.levelno >= logging.ERROR] == []
    assert seen == {(200, CARD), (400, ERROR)}  # both were reached
