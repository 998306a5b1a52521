"""What the command line does with refusals: sentences on standard error, exit code 2, no traceback."""

import sys

from pilothouse.settings import BadSettings
from portfolio.errors import PilothouseError
from words.api import Words


def complain(error: BadSettings | PilothouseError | OSError) -> int:
    """Print every sentence of a refusal and return 2. An OSError: the port is taken, a server cannot be reached..."""
    w = Words("en")
    if isinstance(error, OSError):
        why = error.strerror or str(error)
        print(w.say("cli.cannot_go_on", why=f"{error.filename}: {why}" if error.filename else why), file=sys.stderr)
        return 2
    if isinstance(error, BadSettings):
        print(w.say("settings.heading"), file=sys.stderr)
        for one in error.problems:
            print(f"  {one.field}: {w.say(f'settings.{one.code}', n=None, **one.params)}", file=sys.stderr)
    else:
        print(w.say(f"error.{error.code}", n=None, **error.params), file=sys.stderr)
    return 2
