"""`pilothouse messages`: what became of the messages, and a dead one tried again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pilothouse.cli import main
from store import Tx, open_store, outbox
from store.tables import outbox as rows

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
async def dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A record with one message that failed; its id."""
    url = f"sqlite:///{tmp_path / 'record.db'}"
    monkeypatch.setenv("PILOTHOUSE_DATABASE", url)
    monkeypatch.chdir(tmp_path)
    store = await open_store(url)

    def put(tx: Tx) -> int:
        id = outbox.put(tx, key="k", kind="decided", channel="c", view="{}", view_version=1, reason="r", due_at=NOW, now=NOW)
        assert id is not None
        tx.execute(rows.update().values(state="failed", detail="too_big"))
        return id

    id = await store.write(put)
    await store.close()
    return id


def test_a_dead_message_is_listed_and_tried_again(dead: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["messages"]) == 0
    assert "1 failed" in (said := capsys.readouterr().out) and "too_big" in said
    assert main(["messages", "--again", str(dead)]) == 0
    assert "tried again" in capsys.readouterr().out
    assert main(["messages"]) == 0
    assert "1 due" in capsys.readouterr().out


def test_what_is_not_dead_is_left_alone(dead: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["messages", "--again", str(dead + 1)]) == 0
    assert "not dead" in capsys.readouterr().out
