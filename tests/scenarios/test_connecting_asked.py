"""A place that is not enabled yet: the card says whom the question has reached; an admin who asks answers right there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from pilothouse.readers import Readers
from portfolio.people import Role
from tests.scenarios.connecting import asked, drop
from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import ADA, COMPANY, ROLES, Scene, opened_scene, somebody
from tests.scenarios.steps import METRIC, accepted

BOTH = replace(COMPANY, roles=ROLES | {ADA.object_id: frozenset({Role.ADMIN, Role.PROGRAMME_OFFICE})})
"""A small company: the admin is the programme office, too, and prepares initiatives."""


@pytest.fixture
async def scene(store_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    drop(tmp_path)
    async with opened_scene(store_url, BOTH, readers=Readers(folder=tmp_path)) as opened:
        yield opened


async def test_an_admin_in_shadow_mode_has_not_been_asked_and_the_card_says_what_helps(scene: Scene) -> None:
    dana, record = await accepted(scene)
    await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)
    waits = await (await dana.says("connect Proposal drafting")).press("Look at it", place="rfp.csv")
    assert "no admin has the question" in waits.words and "was asked on" not in waits.words
    assert "Ada Admin" in waits.words and "Nothing is sent to them yet (shadow mode)" in waits.words
    await scene.work()
    assert scene.chat(ADA).about("Data for Proposal drafting") == []
    await scene.chat(ADA).says("release me")
    again = await waits.press("Look again")
    assert "an admin was asked on 1 Sep 2026" in again.words and "Asked: Ada Admin." in again.words
    assert "You get a card when it is answered" in again.words
    await scene.work()
    assert scene.chat(ADA).about("Data for Proposal drafting") != []


async def test_outside_working_hours_it_says_when_the_question_goes_out(scene: Scene) -> None:
    dana, record = await accepted(scene)
    await scene.chat(ADA).says("release me")
    await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)
    scene.pass_(hours=12)
    waits = await (await dana.says("connect Proposal drafting")).press("Look at it", place="rfp.csv")
    assert "It goes to them on 2 Sep 2026, 09:30" in waits.words and "was asked on" not in waits.words
    scene.pass_(hours=12)
    await scene.work()
    assert "Asked: Ada Admin." in (await waits.press("Look again")).words


async def test_an_admin_who_asks_enables_it_right_there(scene: Scene) -> None:
    await accepted(scene)
    ada = scene.chat(ADA)
    await ada.says("release me")
    record = await ada.says("show Proposal drafting")
    await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)
    waits = await (await ada.says("connect Proposal drafting")).press("Look at it", place="rfp.csv")
    assert "you can enable it yourself" in waits.words and "Look again" not in waits.titles
    messages = len(ada.messages)
    await scene.work()
    assert len(ada.messages) == messages, "nobody is sent a question they have before them"
    eve = scene.chat(somebody("Eve Other"))
    await eve.says("help")
    before = await dump(scene.store)
    assert "You need another role" in (await replace(waits, chat=eve).press("Enable")).words
    assert changed(before, await dump(scene.store)) == set()

    enabled = await waits.press("Enable")
    assert "Enabled by Ada Admin on 1 Sep 2026" in enabled.words
    assert (await waits.press("Enable")).words == enabled.words
    assert (await actions(scene.store)).count("teams:source:enabled") == 1
    await enabled.press("Choose the columns")
    await scene.look()
    assert any("What is one row?" in shown.words for shown in ada.about(""))


async def test_what_waits_for_one_admin_is_theirs_to_answer_where_they_name_it_too(scene: Scene) -> None:
    dana, waits = await asked(scene, "rfp.csv")
    ada = scene.chat(ADA)
    own = await (await ada.says("connect Proposal drafting")).press("Look at it", place="rfp.csv")
    await own.press("Enable")
    assert "Looking at rfp.csv" in (await waits.press("Look again")).words
    await scene.work()
    assert "Ada Admin enabled it" in dana.newest.words
