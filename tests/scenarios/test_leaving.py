"""A file leaves through Teams: asked for by a button, agreed to, made then, put among the person's own files."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.invokes import MESSAGE
from graph.guarded import Gate
from pilothouse.readers import Readers
from store import ledger
from tests.scenarios.cards import buttons
from tests.scenarios.lists_in import HOST, Drive, drive
from tests.scenarios.record import dump
from tests.scenarios.scene import COMPANY, DANA, OLGA, PAUL, Chat, Scene, Shown, opened_scene
from tests.scenarios.steps import register
from tests.teams.activities import Person

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"


@pytest.fixture
async def sharepoint(tmp_path: Path) -> AsyncIterator[Drive]:
    async with drive(tmp_path) as made:
        yield made


BROKEN = "broken.sharepoint.com"


@asynccontextmanager
async def opened(url: str, sharepoint: Drive) -> AsyncIterator[Scene]:
    def gate(host: str) -> Gate:
        if host == BROKEN:
            raise RuntimeError("a fault of ours")
        return sharepoint.gate(host)

    async with opened_scene(url, readers=Readers(gate=gate)) as scene:
        yield scene


@pytest.fixture
async def scene(tmp_path: Path, sharepoint: Drive) -> AsyncIterator[Scene]:
    async with opened(f"sqlite:///{tmp_path / 'record.db'}", sharepoint) as made:
        yield made


@pytest.fixture
async def either(store_url: str, sharepoint: Drive) -> AsyncIterator[Scene]:
    """On either engine."""
    async with opened(store_url, sharepoint) as made:
        yield made


async def asked(shown: Shown, title: str = "Excel: This list as a file") -> str:
    """Press it: the card stays, and this sentence is shown under it."""
    chat = shown.chat
    press = chat.world.press(chat.person, "file.offer", reply_to=shown.message, value=buttons(shown.card)[title].execute({}))
    said = (await chat.post(press)).body
    assert said["type"] == MESSAGE
    return str(said["value"])


def last(chat: Chat) -> dict[str, Any]:
    """The newest attachment in the chat."""
    found: dict[str, Any] = chat.messages[-1].activity["attachments"][0]
    return found


async def answers(chat: Chat, offer: dict[str, Any], action: str, room: dict[str, Any] | None = None,
                  person: Person | None = None) -> None:  # fmt: skip
    """What Teams sends when somebody presses a button of its consent card."""
    context = offer["content"]["acceptContext" if action == "accept" else "declineContext"]
    value = {"type": "fileUpload", "action": action, "context": context, "uploadInfo": room}
    made = chat.world.press(person or chat.person, "", value=value, reply_to=chat.messages[-1].id)
    reply = await chat.post(made | {"name": "fileConsent/invoke"})
    assert (reply.status, reply.body) == (200, {})


async def offered(scene: Scene) -> tuple[Chat, dict[str, Any]]:
    """Olga of the programme office is offered a part of the portfolio."""
    _, paul, olga = await scene.met(DANA, PAUL, OLGA)
    for name in ("=Letters", "Parcels", "Letters 2"):
        await register(paul, name, workflow=f"Work of {name}", intent=name)
    listed = await (await olga.says("portfolio")).press("Show these", text="letters", sort="name")
    assert "Portfolio-2026-09-01.xlsx is offered to you in this chat" in await asked(listed)
    await scene.work()
    return olga, last(olga)


async def noted(scene: Scene) -> list[str]:
    lines = await scene.store.read(lambda tx: list(ledger.export(tx)))
    return [line.split('"action":"')[1].split('"')[0] for line in lines if ":file:" in line]


async def test_what_was_agreed_to_is_made_then_and_put_among_their_own_files(either: Scene, sharepoint: Drive) -> None:
    scene = either
    olga, offer = await offered(scene)
    assert (offer["contentType"], offer["name"]) == (CONSENT, "Portfolio-2026-09-01.xlsx")
    assert offer["content"]["description"] == "The portfolio list as you see it, 2 initiatives, as an Excel workbook."
    count = len(olga.messages)
    await register(scene.chat(PAUL), "Letters 3", workflow="More", intent="more")

    for _ in range(2):
        await answers(olga, offer, "accept", sharepoint.room())
    await scene.look()
    assert await scene.worker.look_until_idle() == 0
    [(range_, data)] = sharepoint.taken
    assert range_ == f"bytes 0-{len(data) - 1}/{len(data)}"
    rows = list(load_workbook(BytesIO(data)).active.values)
    assert [row[0] for row in rows] == ["Initiative", "=Letters", "Letters 2", "Letters 3"]
    left = last(olga)
    assert len(olga.messages) == count, "the offer became the file"
    assert (left["contentType"], left["content"]) == (INFO, {"uniqueId": "1150D938-8870", "fileType": "xlsx"})
    assert left["contentUrl"] == sharepoint.room()["contentUrl"]
    await answers(olga, offer, "accept", sharepoint.room())
    await scene.look()
    assert len(sharepoint.taken) == 1
    assert await noted(scene) == ["teams:file:offered", "teams:file:accepted", "teams:file:left"]

    assert "uploadSession" not in str(await dump(scene.store))
    scene.pass_(hours=25)
    await scene.look()
    assert "/personal/olga" not in str(await dump(scene.store)), "where it went is forgotten after a day"


async def test_declined_nothing_is_made_and_nothing_is_left(scene: Scene, sharepoint: Drive) -> None:
    olga, offer = await offered(scene)
    for action in ("decline", "accept"):
        await answers(olga, offer, action, sharepoint.room())
        await scene.work()
        await scene.look()
        assert "Portfolio-2026-09-01.xlsx was not made" in olga.newest.words
    assert sharepoint.taken == []
    assert await noted(scene) == ["teams:file:offered", "teams:file:declined"]


async def test_only_who_asked_can_agree_and_only_in_their_own_chat(scene: Scene, sharepoint: Drive) -> None:
    olga, offer = await offered(scene)
    await answers(olga, offer, "accept", sharepoint.room(), person=PAUL)
    channel = olga.world.channel_press(OLGA, "")
    value = {"type": "fileUpload", "action": "accept", "context": offer["content"]["acceptContext"],
             "uploadInfo": sharepoint.room()}  # fmt: skip
    await olga.post(channel | {"name": "fileConsent/invoke", "value": value})
    for broken in (None, {}, {"uploadUrl": 7}, sharepoint.room() | {"uploadUrl": "https://x.example/\n"}):
        await answers(olga, offer, "accept", broken)
    await answers(olga, {"content": {"acceptContext": {"offer": "f-unknown"}}}, "accept", sharepoint.room())
    await scene.look()
    assert sharepoint.taken == []
    assert last(olga) == offer, "it can still be answered"


@pytest.mark.parametrize(("host", "status", "says"), [
    ("evil.example", 200, "Teams named a place outside of SharePoint"), (HOST, 404, "OneDrive did not take it"),
])  # fmt: skip
async def test_what_cannot_be_put_is_said_and_nothing_of_it_is_kept(
    scene: Scene, sharepoint: Drive, host: str, status: int, says: str
) -> None:
    olga, offer = await offered(scene)
    sharepoint.status = status
    await answers(olga, offer, "accept", sharepoint.room(host))
    await scene.look()
    assert says in olga.newest.words
    assert sharepoint.taken == []
    assert "uploadSession" not in str(await dump(scene.store))


async def test_a_fault_of_ours_is_told_with_a_reference_and_keeps_no_other_file_waiting(
    scene: Scene, sharepoint: Drive
) -> None:
    olga, offer = await offered(scene)
    paul = scene.chat(PAUL)
    await asked(await paul.says("portfolio"), "CSV: This list as a file")
    await scene.work()
    await answers(olga, offer, "accept", sharepoint.room(BROKEN))
    await answers(paul, last(paul), "accept", sharepoint.room())
    await scene.look()
    assert "give your admin this reference: e-" in olga.newest.words
    assert last(paul)["contentType"] == INFO and len(sharepoint.taken) == 1
    assert "teams:file:failed" in await noted(scene)


async def test_an_offer_holds_for_a_day(scene: Scene, sharepoint: Drive) -> None:
    olga, offer = await offered(scene)
    scene.pass_(hours=24)
    await answers(olga, offer, "accept", sharepoint.room())
    await scene.look()
    assert "The offer of Portfolio-2026-09-01.xlsx has ended" in olga.newest.words
    assert sharepoint.taken == []


async def test_pressed_twice_it_is_offered_once_and_later_at_the_end_of_the_chat(scene: Scene) -> None:
    dana, paul = await scene.met(DANA, PAUL)
    await register(paul, "Letters")
    await scene.work()
    listed = await dana.says("portfolio")
    for _ in range(2):
        await asked(listed, "CSV: This list as a file")
        await scene.work()
    count = len(dana.messages)
    assert last(dana)["content"]["description"] == "The portfolio list as you see it, one initiative, as CSV."
    scene.pass_(minutes=2)
    await asked(listed, "CSV: This list as a file")
    await scene.work()
    assert len(dana.messages) == count + 1 and last(dana)["contentType"] == CONSENT
    assert sum("was asked for again" in str(message.card) for message in dana.messages) == 1


async def test_while_sending_is_paused_none_is_offered_that_would_not_come(tmp_path: Path) -> None:
    async with opened_scene(f"sqlite:///{tmp_path / 'record.db'}", replace(COMPANY, paused=True)) as scene:
        _, olga = await scene.met(DANA, OLGA)
        await register(olga)
        assert "Sending is paused" in await asked(await olga.says("portfolio"))
        assert await noted(scene) == []


async def test_where_others_read_along_the_button_points_to_the_one_to_one_chat(scene: Scene) -> None:
    [olga] = await scene.met(OLGA)
    data = {"ph": {"v": 1, "ids": {"kind": "portfolio_csv"}}}
    said = await olga.post(olga.world.channel_press(OLGA, "file.offer", data))
    assert said.body["type"] == MESSAGE and "our one-to-one chat" in said.body["value"]
    assert await noted(scene) == []
