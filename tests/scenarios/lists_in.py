"""Files in the chat, in both directions: a list that a person sends, and what the bot puts among somebody's files."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from graph.guarded import Gate
from pilothouse.readers import Readers
from tests.graph.https import certificate, loopback

SITE = "contoso.sharepoint.com"
HOST = "contoso-my.sharepoint.com"
ROWS = (
    "Name;Kennung;Status;Start;Kontakt\n"
    "Angebote;1;Pilot;2026-04-03;dana@x.test\n"
    "Protokolle;2;grün;;\n"
    ";;Pilot;;\n"
).encode("utf-8-sig")


@dataclass
class Drive:
    """A host of the tenant's SharePoint with files on it."""

    port: int
    tls: ssl.SSLContext
    files: dict[str, bytes] = field(default_factory=dict)
    status: int = 200
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    """What was put here: its Content-Range and its bytes."""

    @property
    def readers(self) -> Readers:
        """What the worker reads with: this host alone answers, whatever name it is asked by."""
        return Readers(sharepoint=SITE, gate=self.gate)

    def gate(self, host: str) -> Gate:
        return Gate(
            hosts=frozenset({host}), resolve=loopback, permits=lambda _: True, port=self.port, tls=self.tls, seconds=5.0
        )

    def room(self, host: str = HOST) -> dict[str, Any]:
        """Where Teams says a file belongs, once somebody has agreed."""
        return {
            "uploadUrl": f"https://{host}:{self.port}/uploadSession?guid=x", "uniqueId": "1150D938-8870", "fileType": "xlsx",
            "contentUrl": f"https://{HOST}/personal/olga/Documents/Portfolio.xlsx", "name": "Portfolio.xlsx", "etag": "x",
        }  # fmt: skip

    def sent(self, name: str, data: bytes, host: str = HOST) -> dict[str, Any]:
        """The attachment of a file that somebody sent."""
        self.files[name] = data
        content = {"downloadUrl": f"https://{host}:{self.port}/download.aspx?file={name}&tempauth=x", "fileType": "csv",
                   "uniqueId": name}  # fmt: skip
        return {
            "contentType": "application/vnd.microsoft.teams.file.download.info", "name": name, "content": content,
            "contentUrl": f"https://{host}/personal/olga/Documents/{name}",
        }


@asynccontextmanager
async def drive(folder: Path) -> AsyncIterator[Drive]:
    """The host, until it is no longer wanted."""
    server, client = certificate(folder, HOST)
    made = Drive(port=0, tls=client)

    async def handle(request: web.Request) -> web.StreamResponse:
        return web.Response(status=made.status, body=made.files[request.query["file"]])

    app = web.Application()
    async def take(request: web.Request) -> web.StreamResponse:
        if made.status == 200:
            made.taken.append((request.headers["Content-Range"], await request.read()))
        return web.Response(status=201 if made.status == 200 else made.status, headers={"Location": "https://x.example/"})

    app.router.add_get("/download.aspx", handle)
    app.router.add_put("/uploadSession", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server).start()
    made.port = runner.addresses[0][1]
    try:
        yield made
    finally:
        await runner.cleanup()
