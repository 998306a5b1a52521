"""The command line. Everything heavy is imported by the command that needs it, so that --help stays quick."""

import argparse
from collections.abc import Sequence

from pilothouse import (
    adopt_cli,
    assessment_cli,
    audit_cli,
    constraints_cli,
    doctor_cli,
    import_cli,
    judge_cli,
    manifest_cli,
    map_cli,
    observe_cli,
    opportunities_cli,
    person_cli,
    portfolio_cli,
    roadmap_cli,
    search_cli,
    sponsors_cli,
    template_cli,
)

OK, FOUND, UNUSABLE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, 1 (a check found something) or 2 (the input cannot be used)."""
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pilothouse",
        description="A Teams app that takes AI pilots to production, or retires them, on a date, with a named person.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser(
        "serve", help="run the bot for Teams; settings in docs/settings.md",
        description="Runs the bot and its worker until Ctrl+C. pilothouse doctor checks its settings first.",
    )
    serve.set_defaults(run=_serve)

    demo = commands.add_parser(
        "demo", help="one quarter of a sample portfolio, in this terminal; no account, no network",
        description="Plays a quarter of a sample company, prints some of its cards, and leaves all of them, the record "
        "and the ledger in a folder (docs/demo.md).",
    )
    demo.add_argument("--out", default="demo-out", metavar="DIR", help="folder for what it leaves behind")
    demo.set_defaults(run=_demo)

    playground = commands.add_parser(
        "playground", help="run the bot on this machine for Microsoft's Agents Playground",
        description="Runs the bot without an app id, for this machine only, and prints the line that starts the Agents "
        "Playground against it.",
    )
    playground.add_argument("--port", type=int, default=3978, help="port to listen on (default: 3978)")
    playground.add_argument("--database", default="sqlite:///playground.db", metavar="URL", help="record to use")
    playground.add_argument(
        "--sample-tenant", action="store_true", help="read numbers from a sample tenant on this machine (docs/demo.md)"
    )
    playground.set_defaults(run=_playground)

    doctor_cli.add_parser(commands)
    judge_cli.add_parser(commands)
    audit_cli.add_parser(commands)
    import_cli.add_parser(commands)
    adopt_cli.add_parser(commands)
    sponsors_cli.add_parser(commands)
    search_cli.add_parser(commands)
    portfolio_cli.add_parser(commands)
    constraints_cli.add_parser(commands)
    observe_cli.add_parser(commands)
    opportunities_cli.add_parser(commands)
    map_cli.add_parser(commands)
    assessment_cli.add_parser(commands)
    roadmap_cli.add_parser(commands)
    messages = commands.add_parser(
        "messages", help="what became of the messages; try a dead one again",
        description="Counts the messages by what became of them, and lists the dead ones with why they died. Stop the bot "
        "first if it uses SQLite.",
    )
    messages.add_argument("--again", type=int, metavar="ID", help="try this dead message once more")
    messages.set_defaults(run=_messages)

    manifest_cli.add_parser(commands)
    person_cli.add_parser(commands)
    template_cli.add_parser(commands)

    ledger = commands.add_parser("ledger", help="export and verify the ledger").add_subparsers(required=True, metavar="VERB")
    export = ledger.add_parser("export", help="write the ledger as JSON lines (stop the bot first if it uses SQLite)")
    export.add_argument("--out", default="-", metavar="FILE", help="file to write; - for standard output")
    export.set_defaults(run=_ledger_export)
    verify = ledger.add_parser(
        "verify", help="check an export by itself",
        description="Needs the export alone, no record and no settings. Exit code 0: sound, 1: a fault was found, 2: a "
        "file that cannot be read.",
    )
    verify.add_argument("export", metavar="EXPORT", help="file of JSON lines; - for standard input")
    verify.add_argument("--head", metavar="HASH", help="a head kept elsewhere: then a cut-off end shows too")
    verify.set_defaults(run=_ledger_verify)
    return parser


class _Version(argparse.Action):
    """Prints the installed version; reading it costs an import that --help does not need."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"pilothouse {version('pilothouse')}")
        parser.exit()


def _serve(_: argparse.Namespace) -> int:
    from pilothouse.serve import serve

    return serve()


def _demo(args: argparse.Namespace) -> int:
    from pilothouse.demo import demo

    return demo(args.out)


def _playground(args: argparse.Namespace) -> int:
    from pilothouse.playground import playground

    return playground(args.database, args.port, sample=args.sample_tenant)


def _messages(args: argparse.Namespace) -> int:
    from pilothouse.messages_cli import messages

    return messages(args.again)


def _ledger_export(args: argparse.Namespace) -> int:
    from pilothouse.ledger_cli import export

    return export(args.out)


def _ledger_verify(args: argparse.Namespace) -> int:
    from pilothouse.ledger_cli import verify

    return verify(args.export, args.head)


