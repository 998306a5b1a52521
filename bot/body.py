"""Reading a request's body without trusting its size, its encoding or its pace."""

import asyncio
from typing import Literal

from aiohttp import web
from aiohttp.client_exceptions import ClientError
from aiohttp.http_exceptions import HttpProcessingError

LIMIT = 256 * 1024  # bytes; the largest activity Teams sends is well below
PATIENCE = 10.0  # seconds for the whole body to come in


class BadBody(Exception):
    """The body cannot be taken. `status` is 400, 408, 413 or 415."""

    def __init__(self, status: Literal[400, 408, 413, 415], code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


async def read_body(request: web.Request) -> bytes:
    """The body of a JSON request, whole. Raises `BadBody`."""
    if request.content_type != "application/json" or (request.charset or "utf-8").lower() not in {"utf-8", "utf8"}:
        raise BadBody(415, "content_type")
    if (request.content_length or 0) > LIMIT:
        raise BadBody(413, "body_too_large")
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.content.iter_chunked(64 * 1024):
                body += chunk
                if len(body) > LIMIT:  # no length was given, or it unpacks to more than it said
                    raise BadBody(413, "body_too_large")
    except TimeoutError:
        raise BadBody(408, "body_too_slow") from None
    except (ClientError, HttpProcessingError, web.RequestPayloadError, ConnectionError):
        raise BadBody(400, "body_unreadable") from None
    return bytes(body)
