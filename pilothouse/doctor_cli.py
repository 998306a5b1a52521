"""`pilothouse doctor`: whether the settings can be used, and which permissions the tenant grants; each missing one with what
is off without it. Reads nothing of the tenant but the token it is asked with, and writes nothing."""

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portfolio.granted import Granted

OK, FOUND = 0, 1


def add_parser(commands: Any) -> None:
    """The command and its options."""
    doctor = commands.add_parser(
        "doctor", help="check the settings, and what the tenant lets this app read",
        description="Says what is wrong with the settings, which permissions the tenant grants, and what each missing one "
        "switches off. Exit code 0: nothing is missing, 1: something is off, 2: settings that cannot be used.",
    )
    doctor.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
    doctor.set_defaults(run=_doctor)


def _doctor(args: argparse.Namespace) -> int:
    import asyncio
    from datetime import UTC, datetime

    from pilothouse.readers import reading
    from pilothouse.settings import BadSettings, checked, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import say

    try:
        settings = checked(parse(environment()))
    except BadSettings as error:
        return complain(error)

    async def look() -> "Granted | None":
        async with reading(settings) as readers:
            return await readers.granted(datetime.now(UTC)) if readers.graph is not None else None

    found = asyncio.run(look())
    say(_json(found) if args.json else "\n".join(said(found)))
    return OK if found is None or (found.failure is None and not found.off) else FOUND


def said(found: "Granted | None") -> list[str]:
    """The sentences of what was found."""
    from words.api import Raw, Words

    w = Words("en")
    lines = [w.say("doctor.settings")]
    if found is None:
        return [*lines, w.say("doctor.no_tenant")]
    if found.failure is not None:
        return [*lines, w.say("doctor.unseen", why=found.failure.about or found.failure.trouble.value)]
    lines.append(w.say("granted.title", n=found.total - len(found.off), total=found.total))
    lines += (
        "  " + w.say("doctor.off", permission=one.permission, feature=Raw(w.say(f"feature.{one.feature}")))
        for one in found.off
    )
    return [*lines, w.say("doctor.consent" if found.off else "granted.all")]


def _json(found: "Granted | None") -> str:
    import json

    if found is None:
        return json.dumps({"settings": "ok", "tenant": None})
    failure = None if found.failure is None else {"trouble": found.failure.trouble.value, "about": found.failure.about}
    off = [{"permission": one.permission, "feature": one.feature} for one in found.off]
    tenant = {"total": found.total, "missing": off, "failure": failure}
    return json.dumps({"settings": "ok", "tenant": tenant})
