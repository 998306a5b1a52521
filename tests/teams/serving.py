"""An aiohttp application on a loopback port of the system's choice."""

from dataclasses import dataclass
from typing import Self

from aiohttp import web


@dataclass
class Served:
    runner: web.AppRunner
    url: str

    @classmethod
    async def start(cls, app: web.Application, *, port: int = 0) -> Self:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        bound = runner.addresses[0][1]
        return cls(runner=runner, url=f"http://127.0.0.1:{bound}")

    async def stop(self) -> None:
        await self.runner.cleanup()
