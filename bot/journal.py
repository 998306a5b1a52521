"""One JSON line per thing worth telling an operator. Codes, counts and ids only; never names or words of people."""

import logging

import msgspec

_log = logging.getLogger("pilothouse.teams")


def note(event: str, *, failure: bool = False, **facts: str | int | None) -> None:
    """Log one event. `failure` adds the traceback of the exception being handled."""
    line = msgspec.json.encode({"event": event, **{name: fact for name, fact in facts.items() if fact is not None}})
    _log.log(logging.ERROR if failure else logging.WARNING, "%s", line.decode(), exc_info=failure)
