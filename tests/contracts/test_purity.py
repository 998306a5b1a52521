"""Packages below the rim import what is listed here and nothing else; ruff keeps the clock, ids and files out of them.

An allow-list, because lists of what is banned always miss something (pathlib, sqlite3, urllib and uuid passed one).
"""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

_VALUES = frozenset({
    "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "itertools", "math",
    "operator", "re", "string", "typing", "unicodedata", "zoneinfo",
})  # fmt: skip
ALLOWED: Mapping[str, frozenset[str]] = {
    "portfolio": _VALUES | {"portfolio", "hashlib", "heapq", "json", "statistics"},
    "portfolio/statistics": _VALUES | {"portfolio", "hashlib", "json", "statistics", "numpy", "scipy"},
    "words": _VALUES | {"words", "portfolio", "babel", "importlib"},
    "cards": _VALUES | {"cards", "words", "portfolio", "base64", "json", "struct", "zlib"},
    "dialogs": _VALUES | {"dialogs", "words", "portfolio", "difflib"},
    "actions": _VALUES | {"actions", "store", "reports", "portfolio"},
    "sheets": _VALUES | {"sheets", "portfolio", "codecs", "csv", "io", "struct", "xml", "zipfile", "zlib"},
    "reports": _VALUES | {
        "reports", "words", "portfolio", "base64", "csv", "font_source_sans_pro", "io", "json", "openpyxl", "typst",
    },
}
_AROUND = frozenset({"__import__", "eval", "exec", "compile", "open", "input", "print", "breakpoint"})
"""Builtins that reach what no import statement shows."""


def impurities(source: str, package: str) -> list[str]:
    """What a module of the package imports or calls and must not."""
    return [name for name in _reached(ast.parse(source)) if name.partition(".")[0] not in ALLOWED[package]]


def _reached(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module if node.module and not node.level else f"{'.' * node.level}{node.module or ''}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _AROUND:
            yield f"{node.func.id}()"
        elif isinstance(node, ast.Attribute) and node.attr == "__builtins__":
            yield "__builtins__"


def _package_of(path: Path) -> str:
    folder = path.relative_to(ROOT).parent.as_posix()
    return max((name for name in ALLOWED if f"{folder}/".startswith(f"{name}/")), key=len)


BELOW = sorted({name.partition("/")[0] for name in ALLOWED if (ROOT / name).is_dir()})
MODULES = sorted(path for name in BELOW for path in (ROOT / name).rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_is_listed(path: Path) -> None:
    assert impurities(path.read_text(encoding="utf-8"), _package_of(path)) == []


@pytest.mark.parametrize("package", BELOW)
@pytest.mark.parametrize(
    "planted",
    [
        "import os", "import time", "import random", "import asyncio", "import logging", "import socket", "import sqlite3",
        "import uuid", "import urllib.request", "from pathlib import Path", "from os import environ", "import secrets",
        "import aiohttp", "import requests", "import sqlalchemy", "import botbuilder.core", "import threading",
        "def f():\n    import subprocess", "try:\n    import ctypes\nexcept ImportError:\n    pass",
        "x = __import__('os')", "exec('import os')", "x = open('f')", "from .. import pilothouse",
    ],
)  # fmt: skip
def test_a_planted_import_is_caught(package: str, planted: str) -> None:
    assert impurities(planted, package) != []


def test_heavy_mathematics_stay_in_the_statistics() -> None:
    for planted in ("import numpy", "from scipy import special"):
        assert impurities(planted, "portfolio") != []
        assert impurities(planted, "portfolio/statistics") == []


PLANTED_FOR_RUFF = {
    "datetime.now": "from datetime import UTC, datetime\n\nx = datetime.now(UTC)\n",
    "datetime.now of the module": "import datetime\n\nx = datetime.datetime.now(datetime.UTC)\n",
    "datetime.today": "from datetime import datetime\n\nx = datetime.today()\n",
    "date.today": "from datetime import date\n\nx = date.today()\n",
    "uuid4": "from uuid import uuid4\n\nx = uuid4()\n",
    "uuid4 of the module": "import uuid\n\nx = uuid.uuid4()\n",
    "open": 'with open("f") as f:\n    x = f.read()\n',
    "Path.open": 'import pathlib\n\nx = pathlib.Path.open(pathlib.Path("f"))\n',
}


def _ruff(source: str, name: str) -> str:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "--stdin-filename", name]
    return subprocess.run([*command, "-"], input=source, cwd=ROOT, capture_output=True, text=True, timeout=60).stdout


def _caught(what: str, package: str) -> bool:
    return ("PTH123" if what == "open" else "TID251") in _ruff(PLANTED_FOR_RUFF[what], f"{package}/planted.py")


@pytest.mark.parametrize("package", [*BELOW, "store"])
def test_ruff_keeps_clock_ids_and_files_out(package: str) -> None:
    assert [what for what in PLANTED_FOR_RUFF if not _caught(what, package)] == []


def test_ruff_lets_the_rim_have_them() -> None:
    said = [_ruff(source, "pilothouse/planted.py") for source in PLANTED_FOR_RUFF.values()]
    assert all("TID251" not in one for one in said)
