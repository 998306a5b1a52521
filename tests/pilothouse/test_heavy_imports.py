"""numpy and scipy are imported beside the loop, by the first reading; where nothing is read they never are."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import asyncio, sys, threading
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from store import open_store
from tests.actions.evidence import enable
from tests.actions.world import World, company
from tests.pilothouse.office import Recorder

class Watch:
    found = {}
    def find_spec(self, name, path=None, target=None):
        if name in ("numpy", "scipy.special"):
            self.found.setdefault(name, threading.current_thread() is threading.main_thread())

async def main(url, counted):
    store = await open_store(url)
    world = World(store, company())
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await world.metric(dana, one)
    if counted:
        await enable(world, one)
    worker = Worker(store, Recorder(), lambda now: world.company, lambda: world.now, read=Readers().read)
    await worker.ingest_until_idle()
    await store.close()

sys.meta_path.insert(0, Watch())
asyncio.run(main(sys.argv[1], sys.argv[2] == "counted"))
print(sorted(Watch.found.items()))
"""


@pytest.mark.parametrize(
    ("which", "imported"), [("counted", "[('numpy', False), ('scipy.special', False)]"), ("reported", "[]")]
)
def test_the_loop_does_not_wait_for_numpy(tmp_path: Path, which: str, imported: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"sqlite:///{tmp_path / 'record.db'}", which], cwd=ROOT, capture_output=True,
        text=True, timeout=120, check=False,
    )
    assert done.stdout.strip().splitlines()[-1:] == [imported], done.stderr
