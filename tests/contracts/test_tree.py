"""Rules about the tree itself: small files, no strangers' addresses, locked dependencies."""

import re
import statistics
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "__pycache__", "demo-out", "dist", "node_modules", "devTools"}
LONGEST, MEDIAN = 300, 150


def _files(folder: Path = ROOT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.name.endswith(("_cache", ".egg-info")) or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LINES = {
    path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
    for path in _files()
    if path.suffix == ".py"
}
SOURCE = {name: lines for name, lines in LINES.items() if not name.startswith("tests/")}


def test_no_file_is_longer_than_one_can_keep_in_mind() -> None:
    assert {name: lines for name, lines in LINES.items() if lines > LONGEST} == {}


def test_most_source_files_are_short() -> None:
    assert statistics.median(SOURCE.values()) < MEDIAN
    assert len(SOURCE) > 100  # the tree was found


# Written in two halves, so that this file does not break its own rule.
STRANGERS = [
    "pypi" + ".org", "python" + "hosted", "npmjs" + ".com", "npmjs" + ".org", "crates" + ".io", "proxy.golang" + ".org",
    "ruby" + "gems.org", "conda" + ".anaconda", "repo1.maven" + ".org", ".lib" + "rary", "farm-" + "studio",
    "shared/" + "tools", "/work/" + "main", "/tmp/" + "brief",
]  # fmt: skip


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_registry_and_no_workplace_is_named_anywhere(stranger: str) -> None:
    naming = [path.relative_to(ROOT).as_posix() for path in _files() if stranger.encode() in path.read_bytes()]
    assert naming == []


LOCK = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^ ;\\]+)(?P<marker> ;[^\\]*)?", re.MULTILINE)


def _locked(name: str) -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    for match in LOCK.finditer((ROOT / name).read_text()):
        found.setdefault(canonicalize_name(match["name"]), []).append(Version(match["version"]))
    return found


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_pins_every_line_by_hash_and_names_no_index(name: str) -> None:
    text = (ROOT / name).read_text()
    blocks = [block for block in re.split(r"\n(?=[a-z0-9])", text) if block.strip()]
    assert len(blocks) > 20
    assert [block.splitlines()[0] for block in blocks if not LOCK.match(block)] == []
    assert [block.splitlines()[0] for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", block)] == []
    assert [line for line in text.splitlines() if line.startswith("-") or "://" in line] == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("requirements.lock", PROJECT["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ],
)
def test_a_lock_file_satisfies_what_the_project_asks_for(name: str, wanted: list[str]) -> None:
    locked = _locked(name)
    for requirement in map(Requirement, wanted):
        pinned = locked.get(canonicalize_name(requirement.name), [])
        assert pinned, f"{requirement.name} is not locked"
        assert all(version in requirement.specifier for version in pinned), requirement


def test_both_lock_files_agree() -> None:
    runtime, dev = _locked("requirements.lock"), _locked("requirements-dev.lock")
    assert {name: (pinned, dev.get(name)) for name, pinned in runtime.items() if dev.get(name) != pinned} == {}
