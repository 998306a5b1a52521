"""/api/messages: from an HTTP request to a turn, and back.

Content type and size, JSON, shape, sender, turn: each step has its own refusal, and each refusal one log line. Whatever
goes wrong inside a turn never becomes an HTTP 500: a card shows an error with a reference, a message is answered
with that sentence, and the traceback is logged once under the same reference.
"""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import msgspec
from aiohttp import web
from botbuilder.core import TurnContext

from bot.adapter import NotDelivered, TurnHandler, say
from bot.authentication import AuthError, Verified
from bot.body import BadBody, read_body
from bot.extension import QUERY, told
from bot.inbound import BadActivity, Inbound, parse_inbound
from bot.invokes import CARD_ACTION, InvokeReply, card_action, error_reply
from bot.journal import note
from bot.rim import Teams, open_teams
from bot.settings import Access, TeamsSettings, check_startup, is_loopback
from bot.shape import decode

PATH = "/api/messages"
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0/O and 1/I: people read references aloud

Sentence = Callable[[str | None, str, Mapping[str, str]], str]
"""(locale, key, parameters) -> the sentence a person reads. Keys: error.unexpected {reference}, error.card_unreadable."""


TEAMS = web.AppKey("teams", Teams)


def make_app(
    settings: TeamsSettings, on_turn: TurnHandler, *, sentence: Sentence, teams: Teams | None = None
) -> web.Application:
    """The web application with the one route Teams needs. Raises `SettingsError`.

    Without `teams` the application opens and closes its own; either way it is found under `app[TEAMS]` once started.
    """
    check_startup(settings)
    app = web.Application()

    async def opened(app: web.Application) -> AsyncIterator[None]:
        if teams is not None:
            app[TEAMS] = teams
            yield
            return
        async with open_teams(settings) as own:
            app[TEAMS] = own
            yield

    async def messages(request: web.Request) -> web.Response:
        return await _answer(request, request.app[TEAMS], on_turn, sentence)

    app.cleanup_ctx.append(opened)
    app.router.add_post(PATH, messages)
    return app


async def _answer(request: web.Request, teams: Teams, on_turn: TurnHandler, sentence: Sentence) -> web.Response:
    header = request.headers.get("Authorization")
    inbound: Inbound | None = None
    try:
        _same_machine(request, teams)
        teams.verifier.precheck(header)
        inbound = parse_inbound(decode(await read_body(request)))
        verified = await _verify(teams, header, inbound)
    except BadBody as error:
        return _refuse(error.status, error.code, inbound)
    except BadActivity as error:
        return _refuse(400, "activity_malformed", inbound, field=error.field)
    except AuthError as error:
        return _refuse(error.status, error.code, inbound)
    if inbound.type == "invoke" and inbound.name == CARD_ACTION and card_action(inbound) is None:
        note("card_action_malformed", id=inbound.id)
        text = sentence(inbound.locale, "error.card_unreadable", {})
        return _json(200, error_reply(400, "BadRequest", text))
    reply, activities = await _turn(inbound, verified, teams, on_turn, sentence)
    return _response(inbound, reply, activities)


def _same_machine(request: web.Request, teams: Teams) -> None:
    """Unsigned requests must come by a loopback socket, and be meant for it: a web page may have its name point here."""
    if teams.access is not Access.DEVELOPMENT:
        return
    bound = request.get_extra_info("sockname")
    if not (isinstance(bound, tuple) and is_loopback(str(bound[0])) and is_loopback(request.url.host or "")):
        raise AuthError(403, "not_local")


async def _verify(teams: Teams, header: str | None, inbound: Inbound) -> Verified:
    try:
        return await teams.verifier.verify(header, inbound)
    except AuthError:
        raise
    except Exception:  # fail closed, whatever a hostile token brings to light
        note("verification_failed", failure=True)
        raise AuthError(401, "verification_failed") from None


async def _turn(
    inbound: Inbound, verified: Verified, teams: Teams, on_turn: TurnHandler, sentence: Sentence
) -> tuple[InvokeReply | None, list[dict[str, Any]]]:
    """Run the turn; what it did not expect becomes a reference, one traceback and a sentence."""

    def failed() -> tuple[str, str]:
        reference = "".join(secrets.choice(_SIGNS) for _ in range(6))
        note("turn_failed", failure=True, reference=reference, type=inbound.type, name=inbound.name, id=inbound.id)
        return reference, sentence(inbound.locale, "error.unexpected", {"reference": reference})

    async def guarded(context: TurnContext, inbound: Inbound) -> InvokeReply | None:
        try:
            return await on_turn(context, inbound)
        except Exception as error:
            if inbound.type != "message" or isinstance(error, NotDelivered):
                raise
            await _apologise(context, *failed())
            return None

    try:
        return await teams.adapter.run(inbound, verified, guarded)
    except Exception:
        _, text = failed()
        if inbound.type != "invoke":
            return None, []
        return (told(text) if inbound.name == QUERY else error_reply(500, "InternalError", text)), []


async def _apologise(context: TurnContext, reference: str, text: str) -> None:
    try:
        await say(context, {"text": text})
    except NotDelivered as error:
        note("apology_not_delivered", reference=reference, outcome=type(error.outcome).__name__)


def _response(inbound: Inbound, reply: InvokeReply | None, activities: list[dict[str, Any]]) -> web.Response:
    """The answer by the Bot Connector's protocol: 200 with a body, 201 for what was merely taken in, 501 unknown."""
    if inbound.type == "invoke" and reply is None:
        note("invoke_unknown", name=inbound.name)
        return _json(501, {"code": "invoke_not_supported", "name": inbound.name})
    if inbound.expects_replies:
        if reply is not None:
            activities = [*activities, {"type": "invokeResponse", "value": {"status": 200, "body": reply}}]
        return _json(200, {"activities": activities})
    return _json(200, reply) if inbound.type == "invoke" else web.Response(status=201)


def _refuse(status: int, code: str, inbound: Inbound | None, field: str | None = None) -> web.Response:
    note("request_refused", status=status, code=code, field=field, type=inbound.type if inbound else None)
    body = {"code": code} if field is None else {"code": code, "field": field}
    response = _json(status, body)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _json(status: int, body: object) -> web.Response:
    return web.Response(status=status, body=msgspec.json.encode(body), content_type="application/json")
