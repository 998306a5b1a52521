"""Every row of the sender matrix, over HTTP: what is not from Microsoft never reaches a turn."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import jwt
import pytest

from bot.settings import TeamsSettings
from tests.teams.activities import APP_ID, MAYA
from tests.teams.harness import Bot, running_bot, signed_settings
from tests.teams.issuer import ISSUER, Issuer, rsa_key


class Ran:
    """Counts the turns that ran."""

    def __init__(self) -> None:
        self.turns = 0

    async def on_turn(self, context: Any, inbound: Any) -> None:
        self.turns += 1


@pytest.fixture
def ran() -> Ran:
    return Ran()


@pytest.fixture
async def bot(ran: Ran) -> AsyncIterator[Bot]:
    async with running_bot(ran.on_turn) as running:
        yield running


def octets(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def segment(value: Any) -> str:
    return octets(json.dumps(value).encode())


def good_claims(bot: Bot) -> dict[str, Any]:
    return {
        "iss": ISSUER,
        "aud": APP_ID,
        "serviceurl": bot.world.service_url,
        "exp": int(time.time()) + 600,
    }


async def test_a_signed_request_runs_the_turn(bot: Bot, ran: Ran) -> None:
    reply = await bot.receive(bot.world.message(MAYA, "help"))
    assert (reply.status, ran.turns) == (201, 1)


HEADERS = {
    "absent": None,
    "empty": "",
    "basic": "Basic dXNlcjpwYXNz",
    "scheme alone": "Bearer",
    "scheme and a space": "Bearer  ",
    "another scheme": "Digest abc",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
async def test_a_request_without_a_bearer_token_is_401(bot: Bot, ran: Ran, header: str | None) -> None:
    reply = await bot.receive(bot.world.message(MAYA, "help"), {} if header is None else {"Authorization": header})
    assert reply.status == 401
    assert reply.headers["WWW-Authenticate"] == "Bearer"
    assert ran.turns == 0


async def test_nobody_s_empty_post_is_401_before_anything_is_read(bot: Bot, ran: Ran) -> None:
    assert (await bot.post(b"", {})).status == 401


CLAIMS: dict[str, tuple[dict[str, Any], str | None]] = {
    "another audience": ({"aud": "9a000000-0000-4000-8000-000000000000"}, "token_audience"),
    "two audiences": ({"aud": [APP_ID, "other"]}, "token_audience"),
    "audience of a strange type": ({"aud": {"id": APP_ID}}, "token_audience"),
    "another issuer": ({"iss": "https://sts.windows.net/x/"}, "token_issuer"),
    "issuer of a strange type": ({"iss": 5}, "token_issuer"),
    "another serviceUrl": ({"serviceurl": "https://smba.trafficmanager.net/emea/"}, "service_url_mismatch"),
    "serviceUrl of a strange type": ({"serviceurl": 1}, "service_url_mismatch"),
    "ended six minutes ago": ({"exp": lambda now: now - 360}, "token_expired"),
    "begins in six minutes": ({"nbf": lambda now: now + 360}, "token_not_yet_valid"),
    "end that is no number": ({"exp": "tomorrow"}, "token_invalid"),
    "end beyond all numbers": ({"exp": 1e308 * 10}, None),
    "end as a list": ({"exp": []}, None),
    "begin that is no number": ({"nbf": {}}, None),
    "issued at no time": ({"iat": "yes"}, None),
}


@pytest.mark.parametrize(("claims", "code"), CLAIMS.values(), ids=CLAIMS.keys())
async def test_a_token_with_wrong_claims_is_401(bot: Bot, ran: Ran, claims: dict[str, Any], code: str | None) -> None:
    now = int(time.time())  # not the time this file was read: the suite takes longer than the minute between 6 and 5
    said = {name: value(now) if callable(value) else value for name, value in claims.items()}
    reply = await bot.receive(bot.world.message(MAYA, "help"), bot.bearer(**said))
    assert reply.status == 401
    assert code is None or reply.body == {"code": code}
    assert ran.turns == 0


@pytest.mark.parametrize("missing", ["exp", "iss", "aud", "serviceurl"])
async def test_a_token_that_lacks_a_claim_is_401(bot: Bot, ran: Ran, missing: str) -> None:
    reply = await bot.receive(bot.world.message(MAYA, "help"), bot.bearer(without=(missing,)))
    assert (reply.status, ran.turns) == (401, 0)


def forged(bot: Bot) -> str:
    return jwt.encode(good_claims(bot), rsa_key(7), "RS256", headers={"kid": bot.issuer.kid})


def altered(bot: Bot) -> str:
    head, _, signature = bot.issuer.sign(good_claims(bot)).split(".")
    return ".".join((head, segment(good_claims(bot) | {"exp": int(time.time()) + 999999}), signature))


def unsigned(bot: Bot) -> str:
    head = segment({"alg": "none", "typ": "JWT", "kid": bot.issuer.kid})
    return f"{head}.{segment(good_claims(bot))}."


def symmetric(bot: Bot) -> str:
    return jwt.encode(good_claims(bot), "x" * 64, "HS256", headers={"kid": bot.issuer.kid})


def stronger(bot: Bot) -> str:
    return jwt.encode(good_claims(bot), rsa_key(0), "RS512", headers={"kid": bot.issuer.kid})


def no_kid(bot: Bot) -> str:
    return jwt.encode(good_claims(bot), rsa_key(0), "RS256")


def unknown_kid(bot: Bot) -> str:
    return bot.issuer.sign(good_claims(bot), kid="never-heard-of")


def odd_kid(bot: Bot) -> str:
    head = segment({"alg": "RS256", "kid": ["key-0"]})
    return f"{head}.{segment(good_claims(bot))}.c2ln"


def critical(bot: Bot) -> str:
    return bot.issuer.sign(good_claims(bot), crit=["exp-strict"])


def listed(bot: Bot) -> str:
    return f"{segment({'alg': 'RS256', 'kid': bot.issuer.kid})}.{segment([1])}.c2ln"


TOKENS: dict[str, tuple[Any, str]] = {
    "forged signature": (forged, "token_signature"),
    "altered claims": (altered, "token_signature"),
    "alg none": (unsigned, "token_algorithm"),
    "HS256": (symmetric, "token_algorithm"),
    "RS512 by the right key": (stronger, "token_algorithm"),
    "no key id": (no_kid, "token_without_key_id"),
    "unknown key id": (unknown_kid, "key_unknown"),
    "key id of a strange type": (odd_kid, "token_malformed"),
    "critical extension": (critical, "token_malformed"),
    "garbage": (lambda _: "garbage", "token_malformed"),
    "dots": (lambda _: "..", "token_malformed"),
    "three words": (lambda _: "a.b.c", "token_malformed"),
    "header that is a list": (lambda _: f"{segment([1])}.{segment({})}.c2ln", "token_malformed"),
    "header nested without end": (lambda _: f"{octets(b'[' * 4000)}.e30.c2ln", "token_malformed"),
    "claims that are a list": (listed, "token_signature"),
    "not ASCII": (lambda _: "\u00e9\u00e9.\u00e9.\u00e9", "token_malformed"),
}


@pytest.mark.parametrize(("make", "code"), TOKENS.values(), ids=TOKENS.keys())
async def test_a_token_the_channel_service_never_signed_is_401(bot: Bot, ran: Ran, make: Any, code: str) -> None:
    headers = {"Authorization": f"Bearer {make(bot)}"}
    reply = await bot.receive(bot.world.message(MAYA, "help"), headers)
    assert (reply.status, reply.body["code"], ran.turns) == (401, code, 0)


async def test_five_minutes_of_clock_skew_are_accepted(bot: Bot, ran: Ran) -> None:
    now = int(time.time())
    for claims in ({"exp": now - 240}, {"nbf": now + 240}, {"iat": now + 240}):
        assert (await bot.receive(bot.world.message(MAYA, "help"), bot.bearer(**claims))).status == 201
    assert ran.turns == 3


async def test_a_lower_case_bearer_and_an_upper_case_audience_are_accepted(bot: Bot, ran: Ran) -> None:
    token = bot.issuer.token(bot.world.service_url, aud=APP_ID.upper())
    reply = await bot.receive(bot.world.message(MAYA, "help"), {"Authorization": f"bearer {token}"})
    assert (reply.status, ran.turns) == (201, 1)


async def test_a_serviceUrl_may_differ_by_its_last_slash(bot: Bot, ran: Ran) -> None:
    claim = bot.world.service_url.rstrip("/")
    reply = await bot.receive(bot.world.message(MAYA, "help"), bot.bearer(serviceurl=claim))
    assert (reply.status, ran.turns) == (201, 1)


@pytest.mark.parametrize("service_url", [None, "", "absent"])
async def test_an_activity_without_a_serviceUrl_is_401(bot: Bot, ran: Ran, service_url: str | None) -> None:
    activity = bot.world.message(MAYA, "help")
    if service_url == "absent":
        del activity["serviceUrl"]
    else:
        activity["serviceUrl"] = service_url
    reply = await bot.receive(activity, bot.bearer())
    assert (reply.status, reply.body["code"], ran.turns) == (401, "service_url_missing", 0)


@pytest.mark.parametrize(
    "service_url",
    [
        "https://evil.example/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evilsmba.trafficmanager.net/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net:8443/emea/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://evil.example#.smba.trafficmanager.net/",
        "https://evil.example?.smba.trafficmanager.net/",
        "https://169.254.169.254/metadata/",
        "https://[::1",
        "file:///etc/passwd",
        "//smba.trafficmanager.net/",
        "smba.trafficmanager.net",
    ],
)
async def test_a_connector_on_a_host_that_is_not_allowed_is_401(bot: Bot, ran: Ran, service_url: str) -> None:
    activity = bot.world.message(MAYA, "help", serviceUrl=service_url)
    reply = await bot.receive(activity, bot.bearer(serviceurl=service_url))
    assert (reply.status, reply.body["code"], ran.turns) == (401, "service_url_not_allowed", 0)


async def test_an_activity_of_another_channel_is_401(bot: Bot, ran: Ran) -> None:
    reply = await bot.receive(bot.world.message(MAYA, "help", channelId="webchat"))
    assert (reply.status, reply.body["code"], ran.turns) == (401, "channel_not_teams", 0)


@pytest.mark.parametrize("endorsements", [None, [], ["webchat"], "msteams", [["msteams"]]])
async def test_a_key_not_endorsed_for_Teams_is_401(ran: Ran, endorsements: Any) -> None:
    async with running_bot(ran.on_turn, issuer=Issuer(endorsements=endorsements)) as bot:
        reply = await bot.receive(bot.world.message(MAYA, "help"))
    assert (reply.status, reply.body["code"], ran.turns) == (401, "key_not_endorsed", 0)


async def test_a_foreign_tenant_is_403(bot: Bot, ran: Ran) -> None:
    bot.world.tenant = "11111111-2222-4333-8444-555555555555"
    reply = await bot.receive(bot.world.message(MAYA, "help"))
    assert (reply.status, reply.body["code"], ran.turns) == (403, "tenant_not_allowed", 0)


async def test_a_listed_tenant_is_admitted_in_any_case(ran: Ran) -> None:
    other = "AAAAAAAA-2222-4333-8444-555555555555"
    async with Issuer() as issuer:
        settings = signed_settings(issuer, allowed_tenants=frozenset({other}))
        async with running_bot(ran.on_turn, settings=settings) as bot:
            headers = {"Authorization": f"Bearer {issuer.token(bot.world.service_url)}"}
            bot.world.tenant = other.lower()
            reply = await bot.receive(bot.world.message(MAYA, "help"), headers)
    assert (reply.status, ran.turns) == (201, 1)


async def test_unsigned_requests_run_only_in_development_and_only_for_this_machine(ran: Ran) -> None:
    settings = TeamsSettings(app_id="", app_secret="", tenant_id="", development=True)
    async with running_bot(ran.on_turn, settings=settings) as bot:
        activity = bot.world.message(MAYA, "help")
        assert (await bot.receive(activity, {})).status == 201
        assert ran.turns == 1
        # A page on the web whose name was made to point at this machine.
        assert (await bot.receive(activity, {"Host": "evil.example"})).status == 403
        assert (await bot.receive(activity | {"serviceUrl": "https://evil.example/"}, {})).status == 401
        assert ran.turns == 1


async def test_a_request_in_flight_for_a_key_does_not_delay_others(ran: Ran) -> None:
    async with running_bot(ran.on_turn) as bot:
        await bot.receive(bot.world.message(MAYA, "help"))
        bot.issuer.delay = 5.0
        good = bot.bearer()
        waiting = asyncio.create_task(
            bot.receive(bot.world.message(MAYA, "help"), {"Authorization": f"Bearer {unknown_kid(bot)}"})
        )
        async with asyncio.timeout(1):
            assert (await bot.receive(bot.world.message(MAYA, "help"), good)).status == 201
        waiting.cancel()
