"""Runs the sample tenant by itself, to look at it:  python -m graph.sample_tenant --as-of 2026-11-24 [--port 8790]"""

import argparse
import sys
from datetime import date

from aiohttp import web

from graph.sample_tenant.app import application
from graph.sample_tenant.model import PILOTS, Model
from graph.sample_tenant.state import Tenant


def main() -> None:
    """Serve on this machine until interrupted. Any bearer token is accepted."""
    parser = argparse.ArgumentParser(prog="python -m graph.sample_tenant", description=__doc__)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True, help="the day the data end on")
    parser.add_argument("--port", type=int, default=8790)
    asked = parser.parse_args()
    for pilot in PILOTS:
        sys.stdout.write(f"{pilot.name}: /v1.0/sites/{pilot.site}/lists/{pilot.list}/items\n")
    web.run_app(application(Tenant(Model(as_of=asked.as_of))), host="127.0.0.1", port=asked.port, access_log=None)


if __name__ == "__main__":
    main()
