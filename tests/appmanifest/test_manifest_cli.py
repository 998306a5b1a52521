import argparse
import io
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from appmanifest import archive
from pilothouse import manifest_cli

BUILD = ["manifest", "build", "--bot-id", "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "--domain", "pilothouse.contoso.com"]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="pilothouse")
    manifest_cli.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(words)
    return args.run(args)


def test_a_built_package_is_found_clean(tmp_path, capsys):
    out = tmp_path / "teams.zip"
    assert run(*BUILD, "--out", str(out)) == 0
    told = capsys.readouterr().out
    assert "Pilothouse 1.0.0, manifest 1.25, bot 1b4e28ba-2fa1-41d2-883f-0016d3cca427" in told
    assert f'New-TeamsApp -DistributionMethod organization -Path "{out}"' in told
    assert "Note" not in told
    assert run("manifest", "check", str(out)) == 0
    assert capsys.readouterr().out == f"{out}: nothing to correct.\n"


def test_every_option_reaches_the_manifest(tmp_path, take_apart):
    out = tmp_path / "teams.zip"
    given = {
        "--app-id": "9d2e5f0a-6f27-4d0b-8a8e-0c5b7d7f9c11",
        "--manifest-version": "1.30",
        "--version": "4.5.6",
        "--name": "AI pilots",
        "--developer": "Contoso IT",
        "--website": "https://contoso.com/a",
        "--privacy": "https://contoso.com/b",
        "--terms": "https://contoso.com/c",
        "--admin-docs": "https://contoso.com/d",
    }
    assert run(*BUILD, "--out", str(out), *(word for pair in given.items() for word in pair)) == 0
    text = json.dumps(take_apart(out.read_bytes()).manifest)
    assert [value for value in given.values() if f'"{value}"' not in text] == []


def test_two_builds_write_the_same_file(tmp_path):
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    assert run(*BUILD, "--out", str(first)) == run(*BUILD, "--out", str(second)) == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_package_can_be_read_by_the_group_like_any_new_file(tmp_path):
    out, other = tmp_path / "teams.zip", tmp_path / "other"
    other.touch()
    run(*BUILD, "--out", str(out))
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_bad_input_exits_with_two_and_writes_nothing(tmp_path, capsys):
    out = tmp_path / "teams.zip"
    assert run(*BUILD, "--out", str(out), "--terms", "http://contoso.com/terms") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1 and "begins with https://" in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_refused_build_leaves_the_old_package_alone(tmp_path):
    out = tmp_path / "teams.zip"
    out.write_bytes(b"old")
    assert run(*BUILD, "--out", str(out), "--name", "N" * 31) == 2
    assert out.read_bytes() == b"old"


@pytest.mark.parametrize("place", ["missing/teams.zip", "."])
def test_a_place_that_cannot_be_written_is_said_in_one_sentence(tmp_path, capsys, place):
    (tmp_path / "kept").touch()
    assert run(*BUILD, "--out", str(tmp_path / place)) == 2
    assert "choose another place with --out" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_tunnel_is_built_with_a_note(tmp_path, capsys):
    assert run(*BUILD[:-1], "abc.ngrok-free.app", "--out", str(tmp_path / "teams.zip")) == 0
    assert "Note M071" in capsys.readouterr().out


def test_findings_exit_with_one_and_say_place_fault_and_fix(tmp_path, capsys, parts):
    parts.drop("supportsChannelFeatures")
    package = tmp_path / "teams.zip"
    package.write_bytes(parts.zipped())
    assert run("manifest", "check", str(package)) == 1
    told = capsys.readouterr().out
    assert told.startswith("M040  bots[0].scopes[1]\n      The app can be added to teams, but")
    assert '      Add "supportsChannelFeatures": "tier1"' in told
    assert told.endswith(f"{package}: 1 finding.\n")


def test_findings_come_as_json_on_demand(tmp_path, capsys, parts):
    parts.put("version", "1.0")
    package = tmp_path / "teams.zip"
    package.write_bytes(parts.zipped())
    assert run("manifest", "check", str(package), "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["package"], told["usable"], told["left_out"]) == (str(package), True, 0)
    assert [(found["id"], found["where"]) for found in told["findings"]] == [("M034", "version")]
    assert set(told["findings"][0]) == {"id", "where", "wrong", "fix"}


def test_findings_that_are_not_listed_are_counted(tmp_path, capsys, parts):
    parts.manifest |= {f"key{n}": n for n in range(50)}
    package = tmp_path / "teams.zip"
    package.write_bytes(parts.zipped())
    assert run("manifest", "check", str(package)) == 1
    assert capsys.readouterr().out.endswith("50 findings, of which 30 are not shown.\n")


def test_a_file_that_is_no_package_exits_with_two(tmp_path, capsys):
    package = tmp_path / "teams.zip"
    package.write_bytes(b"hello")
    assert run("manifest", "check", str(package)) == 2
    assert capsys.readouterr().out.startswith("M001")
    package.write_bytes(b"PK" + bytes(archive.MAX_ARCHIVE))
    assert run("manifest", "check", str(package)) == 2
    assert capsys.readouterr().out.startswith("M003")


@pytest.mark.parametrize("name", ["missing.zip", "."])
def test_a_file_that_cannot_be_read_exits_with_two(tmp_path, capsys, name):
    assert run("manifest", "check", str(tmp_path / name)) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert run("manifest", "check", str(tmp_path / name), "--json") == 2
    told = json.loads(capsys.readouterr().out)
    assert told["usable"] is False and "cannot be read" in told["error"]


def test_a_terminal_that_knows_few_letters_still_gets_the_findings(tmp_path, monkeypatch, parts):
    parts.put("accentColor", "grün 🌊")
    package = tmp_path / "teams.zip"
    package.write_bytes(parts.zipped())
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert run("manifest", "check", str(package)) == 1
    narrow.flush()
    assert "grün \\U0001f30a" in narrow.buffer.getvalue().decode("cp1252")


def test_help_imports_nothing_of_the_package_builder():
    """In a process of its own: other tests have imported it here."""
    script = (
        "import argparse, sys\n"
        "from pilothouse import manifest_cli\n"
        "parser = argparse.ArgumentParser()\n"
        "manifest_cli.add_parser(parser.add_subparsers())\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('appmanifest', 'cards', 'zipfile')])\n"
    )
    root = Path(manifest_cli.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout == "[]\n"
