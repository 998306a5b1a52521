"""The import contracts of pyproject.toml hold, and each of them breaks on a planted violation.

All violations are planted at once into a copy of the tree, each in a module of its own, and the report has to name
every one. The linter runs in a process of its own: it imports what it looks at.
"""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = [contract["name"] for contract in CONFIG["tool"]["importlinter"]["contracts"]]
PACKAGES: list[str] = CONFIG["tool"]["importlinter"]["root_packages"]

LAYERS, SDK, GRAPH, SQL, CLOCK, TABLES = CONTRACTS
UPWARD = [
    ("portfolio", "words"), ("portfolio", "store"), ("portfolio", "pilothouse"), ("words", "cards"), ("words", "store"),
    ("words", "dialogs"), ("words", "reports"), ("reports", "actions"),
    ("cards", "actions"), ("dialogs", "actions"), ("store", "actions"), ("store", "bot"),
    ("actions", "bot"), ("actions", "scheduler"), ("bot", "pilothouse"), ("scheduler", "pilothouse"),
    ("graph", "pilothouse"), ("appmanifest", "pilothouse"),
]  # fmt: skip
SIBLINGS = [
    ("cards", "store"), ("cards", "dialogs"), ("dialogs", "cards"), ("dialogs", "store"), ("store", "cards"),
    ("store", "dialogs"), ("reports", "cards"), ("reports", "store"), ("reports", "dialogs"), ("cards", "reports"),
    ("bot", "graph"), ("bot", "scheduler"), ("bot", "appmanifest"), ("graph", "bot"),
    ("graph", "scheduler"), ("scheduler", "bot"), ("scheduler", "graph"), ("appmanifest", "bot"),
    ("appmanifest", "scheduler"),
]  # fmt: skip


def _outside(modules: list[str], *allowed: str) -> list[tuple[str, str]]:
    return [(package, module) for module in modules for package in PACKAGES if package not in allowed]


PLANTED: dict[str, list[tuple[str, str]]] = {
    LAYERS: UPWARD + SIBLINGS,
    SDK: _outside(["botbuilder", "botframework", "msal"], "bot"),
    GRAPH: _outside(["msgraph", "kiota_abstractions", "kiota_http", "azure"], "graph"),
    SQL: _outside(["sqlalchemy", "alembic", "asyncpg"], "store"),
    CLOCK: _outside(["apscheduler"]),  # in scheduler too: only the module `clock` may
    TABLES: [
        (package, tables)
        for package in ("bot", "graph", "scheduler", "actions", "appmanifest", "pilothouse")
        for tables in (
            "store.tables", "store.domain_tables", "store.adoption_tables", "store.account_tables", "store.source_tables",
            "store.initiative_tables",
        )
    ],
}


def _lint(folder: Path) -> tuple[int, str]:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=300
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says about a copy of the tree with every violation planted in it."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    for pairs in PLANTED.values():
        for package, module in pairs:
            (copy / package / f"{_name(module)}.py").write_text(f'"""Planted."""\n\nimport {module}\n\nprint({module})\n')
    code, said = _lint(copy)
    assert code == 1
    return said


def _name(module: str) -> str:
    return f"planted_{module.replace('.', '_')}"


def test_the_tree_keeps_every_contract() -> None:
    code, said = _lint(ROOT)
    assert code == 0, said


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_contract_breaks_on_each_planted_violation(report: str, contract: str) -> None:
    assert f"{contract} BROKEN" in report
    broken = report[report.index("Broken contracts") :]
    planted = [f"{package}.{_name(module)} -> {module} " for package, module in PLANTED[contract]]
    assert [one for one in planted if one not in broken] == []


def test_every_package_is_under_contract_typed_and_shipped() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert found == set(PACKAGES)
    assert found == set(CONFIG["tool"]["mypy"]["packages"])
    assert found == set(CONFIG["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
