"""The message action "This could be an AI case": a short form over any message, from which an idea is proposed (E10).

The wire is the Bot Framework's: an invoke "composeExtension/fetchTask" with {"commandId", "messagePayload": {"body":
{"contentType", "content"}}} is answered by {"task": {"type": "continue", "value": {"title", "height", "width", "card"}}}.
Its form comes back as "composeExtension/submitAction" with {"commandId", "data"}, answered by the form once more or by
{"task": {"type": "message", "value"}}. A dialog knows Action.Submit only.

The chat is other people's: nothing is sent there, it is never kept as a place to reach anybody, and whoever wrote the
message is not looked at. Of its words only what whoever proposes leaves in the form is kept.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from html import unescape

from actions import people
from bot import idea_routes, redraw
from bot.inbound import Inbound
from bot.invokes import CARD, InvokeReply
from bot.turn import Turn
from cards.decoding import decode
from cards.render import render
from cards.verbs import Press, Verb
from portfolio.company import Company
from portfolio.errors import Invalid, PilothouseError, Problem
from portfolio.opportunities.ideas import MAX_BOTHERS
from portfolio.people import Identity
from portfolio.views.ideas import IdeaCard
from store import Store, Tx
from words.api import Words, known

FETCH, SUBMIT = "composeExtension/fetchTask", "composeExtension/submitAction"
INVOKES = frozenset({FETCH, SUBMIT})
COMMAND = "idea"
_TAG = re.compile(r"<[^<>]*>")  # never runs over the next one: its time grows with the text only
_LONGEST_MESSAGE = 100_000  # characters of markup; Teams lets a message have about 28 kB


async def proposed(
    store: Store, inbound: Inbound, who: Identity | None, company: Company, now: datetime
) -> InvokeReply:
    """The form over somebody's message, or the idea that is proposed with it. A form that was refused comes back with what
    was typed."""
    fetched = inbound.name == FETCH
    given = begun(inbound.value) if fetched else filled(inbound.value)
    if who is None or given is None:
        key = "notice.nobody.text" if who is None else "extension.idea.unreadable"
        return _said(key, inbound.locale or company.language)
    press, inputs = (None, given) if isinstance(given, dict) else given

    def work(tx: Tx, problems: tuple[Problem, ...] = ()) -> InvokeReply:
        actor = people.meet(tx, who, company, now)
        turn = Turn(
            tx=tx, actor=actor, company=company, now=now, ids=press.ids if press else {}, inputs=inputs, revision=None,
            channel=None,
        )
        if problems:
            return _answered(redraw.refused(Verb.IDEA_SUBMIT, turn, problems), actor.language)
        return _answered(idea_routes.blank(turn) if press is None else idea_routes.propose(turn), actor.language)

    try:
        return await store.write(work)
    except Invalid as error:
        if error.problems:
            return await store.write(work, error.problems)
        return _said(f"error.{error.code}", who.language or company.language)
    except PilothouseError as error:
        return _said(f"error.{error.code}", who.language or company.language, **error.params)


def begun(value: object) -> dict[str, str] | None:
    """The inputs that the message fills in; None for a value that our manifest's command does not send."""
    if not isinstance(value, Mapping) or value.get("commandId") != COMMAND:
        return None
    message = value.get("messagePayload")
    body = message.get("body") if isinstance(message, Mapping) else None
    content = body.get("content") if isinstance(body, Mapping) else None
    said = _plain(content[:_LONGEST_MESSAGE]) if isinstance(content, str) else ""
    return {"bothers": said[:MAX_BOTHERS].rstrip()} if said else {}


def filled(value: object) -> tuple[Press, dict[str, str]] | None:
    """What the form's button carries, and its inputs; None for what no form of ours sends."""
    if not isinstance(value, Mapping) or value.get("commandId") != COMMAND:
        return None
    try:
        press, inputs = decode(value.get("data"))
    except Invalid:
        return None
    return (press, inputs) if press.verb is Verb.IDEA_SUBMIT else None


def _answered(view: object, language: str) -> InvokeReply:
    """The form as a dialog, or the sentence that ends it."""
    w = Words(known(language))
    if isinstance(view, IdeaCard):
        last = view.clock.last if view.clock is not None else view.proposed_on
        return _told(w.say("extension.idea.done" if view.clock else "error.idea_answered", work=view.work, on=last))
    drawn = dict(render(view, language).card)
    drawn["actions"] = [action["fallback"] for action in drawn["actions"]]
    card = {"contentType": CARD, "content": drawn}
    value = {"title": w.say("extension.idea.title"), "height": "large", "width": "medium", "card": card}
    return {"task": {"type": "continue", "value": value}}


def _told(text: str) -> InvokeReply:
    return {"task": {"type": "message", "value": text}}


def _said(key: str, language: str, **params: object) -> InvokeReply:
    return _told(Words(known(language)).say(key, n=None, **params))


def _plain(content: str) -> str:
    """The words of a message, without its markup."""
    words = unescape(_TAG.sub(" ", content))
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
