"""A file put where Teams said it belongs: among the files of whoever agreed to have it (Microsoft Learn, "Send and receive
files through your bot"). The address is good for this one file; its host has to be a SharePoint's.
"""

import re

from graph.client import Clock
from graph.gaps import answers
from graph.guarded import Gate, put

SHAREPOINT = re.compile(r"[a-z0-9][a-z0-9-]*\.(?:sharepoint\.com|sharepoint\.us|sharepoint-mil\.us|sharepoint\.cn)")
"""Hosts of SharePoint in the public and the national clouds. Not the tenant's own alone: people of one tenant may have their
files in several places of the world, each under a name of its own."""


@answers
async def put_file(gate: Gate, url: str, data: bytes, *, clock: Clock) -> None:
    """Put all of it, at least one byte, at once. The gate's host and times hold."""
    last = len(data) - 1
    headers = {"Content-Type": "application/octet-stream", "Content-Range": f"bytes 0-{last}/{len(data)}"}
    await put(gate, url, headers, data, clock=clock)
