"""Files that leave through Teams: its consent card and its file card, what it says when somebody agreed, and the button.

Teams asks the person, makes an empty file among theirs, and names an address that takes its bytes ("Send and receive files
through your bot", Microsoft Learn). All of it in one-to-one chats only.
"""

from collections.abc import Mapping
from typing import Any

from actions import leaving
from bot.inbound import Inbound
from bot.turn import Handler, Turn
from cards.leaving import described
from cards.verbs import Verb
from portfolio.leaving import LONGEST_URL, Consent, Place
from portfolio.views.leaving import FileLeft, FileOffer, NoFiles
from words.api import Words, known

INVOKE = "fileConsent/invoke"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
_LONGEST_ID = 64
_LONGEST_TYPE = 16


def _offer(turn: Turn) -> object:
    if turn.channel is not None:
        return NoFiles(why="channel")
    if turn.company.paused:
        return NoFiles(why="paused")
    said = {name: text for name, text in turn.ids.items() if name != "kind"}
    return leaving.offer(turn.tx, turn.actor, turn.id("kind"), said, turn.now)


FILE_ROUTES: Mapping[Verb, Handler] = {Verb.FILE_OFFER: _offer}


def attachment(view: object, language: str) -> dict[str, Any] | None:
    """Teams' own card for a view that is about a file; None for any other view."""
    if isinstance(view, FileOffer):
        carried = {"offer": view.offer}
        content: dict[str, Any] = {
            "description": described(view, Words(known(language))), "sizeInBytes": view.size, "acceptContext": carried,
            "declineContext": carried,
        }
        return {"contentType": CONSENT, "name": view.name, "content": content}
    if isinstance(view, FileLeft) and view.place is not None:
        content = {"uniqueId": view.place.unique_id, "fileType": view.place.file_type}
        return {"contentType": INFO, "contentUrl": view.place.content_url, "name": view.name, "content": content}
    return None


def consent(inbound: Inbound) -> Consent | None:
    """What was answered to an offer; None where it is malformed."""
    value = inbound.value
    if not isinstance(value, dict) or value.get("type") != "fileUpload":
        return None
    context = value.get("context")
    offer = _text(context.get("offer"), _LONGEST_ID) if isinstance(context, dict) else None
    if offer is None or value.get("action") not in ("accept", "decline"):
        return None
    if value["action"] == "decline":
        return Consent(offer=offer, place=None)
    place = _place(value.get("uploadInfo"))
    return None if place is None else Consent(offer=offer, place=place)


def _place(info: object) -> Place | None:
    if not isinstance(info, dict):
        return None
    upload, content = (_text(info.get(name), LONGEST_URL) for name in ("uploadUrl", "contentUrl"))
    id, ending = _text(info.get("uniqueId"), _LONGEST_ID), _text(info.get("fileType"), _LONGEST_TYPE)
    if upload is None or content is None or id is None or ending is None or not content.startswith("https://"):
        return None
    return Place(upload_url=upload, content_url=content, unique_id=id, file_type=ending)


def _text(said: object, most: int) -> str | None:
    return said if isinstance(said, str) and 0 < len(said) <= most and said.isprintable() else None
