"""`pilothouse manifest build` and `pilothouse manifest check`: the package an administrator uploads to Teams.

Nothing of appmanifest is imported before one of the two is run, so that `--help` stays quick.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from appmanifest.check import Report

DEFAULT_OUT = "pilothouse-teams.zip"
CLEAN, FOUND, UNUSABLE = 0, 1, 2

_OPTIONS = {
    "app-id": ("GUID", "the app's own id (default: the bot's id)"),
    "manifest-version": ("1.25", "manifest version, 1.25 to 1.30 (default: 1.25, the oldest that will do)"),
    "version": ("1.2.3", "version of the package (default: 1.0.0); raise it for every upload"),
    "name": ("NAME", "the app's name in Teams, at most 30 characters (default: Pilothouse)"),
    "developer": ("NAME", "who runs it, at most 32 characters (default: Pilothouse)"),
    "website": ("URL", "default: https://HOST/"),
    "privacy": ("URL", "privacy statement (default: https://HOST/privacy)"),
    "terms": ("URL", "terms of use (default: https://HOST/terms)"),
    "admin-docs": ("URL", "a page for administrators, linked in the Teams admin centre"),
}

_UPLOAD = """
Upload it as a Teams administrator, in one of three ways:
  Teams admin centre  https://admin.teams.microsoft.com > Teams apps > Manage apps > Upload new app
  PowerShell          New-TeamsApp -DistributionMethod organization -Path "{out}"
  Microsoft Graph     POST /v1.0/appCatalogs/teamsApps, signed in as a person with AppCatalog.ReadWrite.All
The app stays blocked until an administrator allows it."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `manifest` with its two verbs. The parsed namespace has `run`: a function of it that returns the exit code."""
    manifest = subparsers.add_parser("manifest", help="build and check the package that is uploaded to Teams")
    verbs = manifest.add_subparsers(required=True, metavar="build|check")
    _add_build(verbs.add_parser("build", help="write the package", description="Writes the Teams app package, a zip."))
    _add_check(
        verbs.add_parser(
            "check",
            help="look for what Teams would refuse",
            description="Looks for what Teams would refuse, offline. Exit code 0: nothing found, 1: findings, "
            "2: not a package that can be looked into.",
        )
    )


def _add_build(build: argparse.ArgumentParser) -> None:
    build.add_argument("--bot-id", required=True, metavar="GUID", help="Application (client) ID of the bot")
    build.add_argument("--domain", required=True, metavar="HOST", help="the bot's host, such as pilothouse.contoso.com")
    build.add_argument("--out", default=DEFAULT_OUT, metavar="ZIP", help=f"file to write (default: {DEFAULT_OUT})")
    for name, (metavar, words) in _OPTIONS.items():
        build.add_argument(f"--{name}", metavar=metavar, help=words)
    build.set_defaults(run=_build)


def _add_check(check: argparse.ArgumentParser) -> None:
    check.add_argument("package", metavar="ZIP")
    check.add_argument("--json", action="store_true", help="print the findings as JSON")
    check.set_defaults(run=_check)


def _build(args: argparse.Namespace) -> int:
    import hashlib

    from appmanifest import build, spec
    from appmanifest.check import check

    names = (name.replace("-", "_") for name in ("bot-id", "domain", *_OPTIONS))
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    try:
        wanted = spec.parse(**given)
    except spec.BadInput as error:
        return _refuse(str(error))
    package = build.build(wanted)
    out = Path(args.out)
    try:
        _write(out, package)
    except OSError as error:
        return _refuse(f"{out} cannot be written ({error.strerror or error}): choose another place with --out.")
    _say(f"Wrote {out}: {wanted.name} {wanted.version}, manifest 1.{wanted.manifest_minor}, bot {wanted.bot_id}.")
    _say(f"sha256 {hashlib.sha256(package).hexdigest()}")
    _say(f"The app's links lead to {wanted.website}, {wanted.privacy} and {wanted.terms}.")
    for finding in check(package).findings:
        _say(f"Note {finding.id}: {finding.wrong} {finding.fix}")
    _say(_UPLOAD.format(out=out))
    return CLEAN


def _check(args: argparse.Namespace) -> int:
    from appmanifest.archive import MAX_ARCHIVE
    from appmanifest.check import check

    path = Path(args.package)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_ARCHIVE + 1)
    except OSError as error:
        sentence = f"{path} cannot be read ({error.strerror or error}): give the .zip of the package."
        if args.json:
            _say(
                json.dumps(
                    {"package": str(path), "usable": False, "error": sentence, "findings": [], "left_out": 0}, indent=2
                )
            )
            return UNUSABLE
        return _refuse(sentence)
    report = check(data)
    _say(_as_json(path, report) if args.json else _as_text(path, report))
    if not report.usable:
        return UNUSABLE
    return FOUND if report.findings else CLEAN


def _as_json(path: Path, report: "Report") -> str:
    findings = [{"id": found.id, "where": found.where, "wrong": found.wrong, "fix": found.fix} for found in report.findings]
    document = {"package": str(path), "usable": report.usable, "findings": findings, "left_out": report.left_out}
    return json.dumps(document, indent=2)


def _as_text(path: Path, report: "Report") -> str:
    if not report.findings:
        return f"{path}: nothing to correct."
    blocks = [f"{found.id}  {found.where}\n      {found.wrong}\n      {found.fix}" for found in report.findings]
    count = len(report.findings) + report.left_out
    more = f", of which {report.left_out} are not shown" if report.left_out else ""
    return "\n\n".join((*blocks, f"{path}: {count} finding{'s' if count != 1 else ''}{more}."))


def _write(out: Path, package: bytes) -> None:
    """Whole or not at all: a broken-off write must not leave half a package under the name asked for."""
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(package)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)  # mkstemp makes files that nobody else may read
        Path(temporary).replace(out)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _refuse(sentence: str) -> int:
    _say(sentence, sys.stderr)
    return UNUSABLE


def _say(text: str, stream: TextIO | None = None) -> None:
    """Prints what the terminal's encoding can show, and the rest as escapes instead of failing."""
    stream = stream or sys.stdout
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)
