"""numpy, scipy and httpx are imported beside the loop, by the first reading; where nothing is read they never are."""

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
        if name in ("numpy", "scipy.special", "httpx", "graph.list_changes"):
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


READ = "[('graph.list_changes', False), ('httpx', False), ('numpy', False), ('scipy.special', False)]"


@pytest.mark.parametrize(("which", "imported"), [("counted", READ), ("reported", "[]")])
def test_the_loop_does_not_wait_for_what_reads_and_judges(tmp_path: Path, which: str, imported: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"sqlite:///{tmp_path / 'record.db'}", which], cwd=ROOT, capture_output=True,
        text=True, timeout=120, check=False,
    )
    assert done.stdout.strip().splitlines()[-1:] == [imported], done.stderr


LARGE = """
from pathlib import Path
from pilothouse.loading import libraries, load

load("numpy", "scipy.special")
read = {one.resolve() for name in ("numpy", "scipy.special") for one in libraries(name)}
mapped = {Path(line.split()[-1]) for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()}
linked = {one for one in mapped if {"numpy", "numpy.libs", "scipy", "scipy.libs"} & set(one.parts)}
large = {one for one in linked if one.stat().st_size > 1_000_000}
print(sorted(large - read), len(large) > 3)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not say so what a process has linked")
def test_large_libraries_are_read_before_they_are_linked() -> None:
    """In a process of its own: this one may have linked more."""
    done = subprocess.run([sys.executable, "-c", LARGE], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "[] True", done.stderr
