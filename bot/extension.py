"""The message extension: "find an initiative" in any chat, and the card of it that is pasted there (A9).

The chat it is asked in is other people's: nothing is sent there, and it is never kept as a place to reach anybody. The wire
is the Bot Framework's: an invoke "composeExtension/query" with {"commandId", "parameters": [{"name", "value"}],
"queryOptions": {"skip", "count"}}, answered by {"composeExtension": {"type", "attachmentLayout", "attachments"}} or by
{"composeExtension": {"type": "message", "text"}}.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.invokes import CARD, InvokeReply
from cards.initiative_card import preview
from cards.render import render
from portfolio.filters import LONGEST
from portfolio.views.finding import InitiativeCard
from words.api import Words, known

QUERY = "composeExtension/query"
COMMAND, PARAMETER = "find", "text"
_INITIAL = "initialRun"  # the parameter Teams sends when the extension opens, before anybody has typed
_THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
MOST = 25  # results Teams asks for at once
_DEEPEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for: "" for nothing yet. `skip` results are known to the client, which wants `count` more."""

    text: str
    skip: int
    count: int


def read(value: object) -> Query | None:
    """The query in the value of an invoke; None for one that our manifest does not offer, or that cannot be read."""
    if not isinstance(value, dict) or value.get("commandId") != COMMAND:
        return None
    given = value.get("parameters", [])
    if not isinstance(given, list) or len(given) > MOST or not all(isinstance(one, dict) for one in given):
        return None
    named = {one.get("name"): one.get("value") for one in given if isinstance(one.get("name"), str)}
    text = named.get(PARAMETER, "")
    if not isinstance(text, str) or not named.keys() <= {PARAMETER, _INITIAL}:
        return None
    options = value.get("queryOptions", {})
    if not isinstance(options, dict):
        return None
    skip, count = options.get("skip", 0), options.get("count", MOST)
    if type(skip) is not int or type(count) is not int or not 0 <= skip <= _DEEPEST or count < 1:
        return None
    return Query(text=text.strip()[:LONGEST], skip=skip, count=min(count, MOST))


def results(found: Iterable[InitiativeCard], language: str) -> InvokeReply:
    """A list to choose from; what is chosen is pasted as its card."""
    return _answer({
        "type": "result", "attachmentLayout": "list", "attachments": [_attachment(one, language) for one in found],
    })


def refused(key: str, language: str, **params: object) -> InvokeReply:
    """A sentence of words/ in place of results."""
    return told(Words(known(language)).say(key, n=None, **params))


def told(text: str) -> InvokeReply:
    """A sentence in place of results."""
    return _answer({"type": "message", "text": text})


def _answer(extension: dict[str, Any]) -> InvokeReply:
    return {"composeExtension": extension}


def _attachment(one: InitiativeCard, language: str) -> dict[str, Any]:
    title, text = preview(one, language)
    return {
        "contentType": CARD, "content": render(one, language).card,
        "preview": {"contentType": _THUMBNAIL, "content": {"title": _inert(title), "text": _inert(text)}},
    }


def _inert(text: str) -> str:
    """A preview is drawn as HTML, and what people type is none."""
    return text.replace("<", "‹").replace(">", "›")
