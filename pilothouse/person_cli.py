"""`pilothouse person erase`: looks first, erases with --yes. Stop the bot first if it uses SQLite."""

import argparse
from datetime import UTC, datetime
from typing import Any

OK, UNUSABLE = 0, 2


def add_parser(commands: Any) -> None:
    """The command and its options."""
    person = commands.add_parser("person", help="what is kept of a person").add_subparsers(required=True, metavar="VERB")
    erase = person.add_parser(
        "erase", help="erase somebody's name, identity and words; looks first, does it with --yes",
        description="Says what would go and what stays; with --yes it goes, and cannot be brought back. Stop the bot "
        "first if it uses SQLite.",
    )
    erase.add_argument("who", metavar="WHO", help="Entra object id, or a name only one person has")
    erase.add_argument("--yes", action="store_true", help="do it; it cannot be undone")
    erase.set_defaults(run=_erase)


def _erase(args: argparse.Namespace) -> int:
    import asyncio

    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import say
    from portfolio.errors import Invalid, PilothouseError
    from words.api import Words

    try:
        lines = asyncio.run(_run(parse(environment()).database, args.who, really=args.yes))
    except Invalid as error:
        (found,) = error.problems
        say(Words("en").say(f"problem.{found.code}", n=None, **found.params), error=True)
        return UNUSABLE
    except (BadSettings, PilothouseError) as error:
        return complain(error)
    say("\n".join(lines))
    return OK


async def _run(database: str, who: str, *, really: bool) -> list[str]:
    from actions import erasing
    from store import open_store

    store = await open_store(database)
    try:
        return _said(await store.write(erasing.erase, who, datetime.now(UTC), really=really))
    finally:
        await store.close()


def _said(found: Any) -> list[str]:
    from pilothouse.settings import PREFIX, ROLES
    from words.api import Words

    w = Words("en")
    gone = [w.say("person.erase.texts", texts=found.texts, messages=found.messages, places=found.places)]
    if found.duties:
        gone.append(w.say("person.erase.duties", names=w.listed(found.duties)))
    if found.namesakes:
        gone.append(w.say("person.erase.namesakes", n=found.namesakes))
    lines = [w.say("person.erase.done" if found.done else "person.erase.look", name=found.name)]
    lines += [f"  {line}" for line in gone]
    if found.roles:
        settings = w.listed(f"{PREFIX}{name}" for name, role in ROLES.items() if role in found.roles)
        lines.append(w.say("person.erase.roles", settings=settings))
    lines.append(w.say("person.erase.stays", number=str(found.number)))
    lines.append(w.say("person.erase.elsewhere"))
    if not found.done:
        lines.append(w.say("person.erase.again"))
    return lines
