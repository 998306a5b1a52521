"""docs/permissions.md is the table and nothing else; the table agrees with the contract where that is at hand."""

from pathlib import Path

import pytest

from graph import permissions

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT.parent / "shared" / "contract" / "graph" / "openapi-subset.yaml"


def test_the_page_is_the_table() -> None:
    assert (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8") == permissions.page()


def test_every_permission_of_the_module_is_in_the_table_once() -> None:
    declared = [value for value in vars(permissions).values() if isinstance(value, permissions.Need)]
    assert sorted(one.permission for one in declared) == sorted(one.permission for one in permissions.NEEDS)
    assert len({one.feature for one in permissions.NEEDS}) == len(permissions.NEEDS)


@pytest.mark.skipif(not CONTRACT.exists(), reason="the Graph contract is not beside this checkout")
def test_each_is_the_least_privilege_the_contract_names() -> None:
    import yaml

    paths = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))["paths"]
    least = {
        name.split(" ")[0]
        for path in paths.values() for operation in path.values()
        for name in operation.get("x-permissions", {}).get("leastPrivilegedApplication", ())
    }  # fmt: skip
    unverified = {"User.ReadBasic.All", "User.Read.All", "MailboxSettings.Read", "Files.SelectedOperations.Selected"}
    assert {one.permission for one in permissions.NEEDS} - unverified <= least
