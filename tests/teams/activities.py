"""Raw activities as Teams sends them. Made up by hand after its documentation; no real tenant is in them."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

TENANT = "7c1d4b52-6f0e-4c0b-9a55-2d1f0f5c7a10"
APP_ID = "3f0a1c9e-58d2-4b7e-8f3c-0b6d2e9a4c11"

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who uses Teams. `name` is what the client shows."""

    name: str
    object_id: str

    @property
    def member_id(self) -> str:
        return f"29:1{self.object_id.replace('-', '')}"

    @property
    def chat_id(self) -> str:
        return f"a:1{self.object_id.replace('-', '')}"


MAYA = Person(name="Maya Lindqvist", object_id="0b2f6c1e-77aa-4f0f-8a0b-5a1c1d2e3f40")
OMAR = Person(name="Omar Haddad", object_id="9d4e5f60-1234-4abc-9def-001122334455")
CHANNEL = "19:b8f3c6d2a1e94f7d8c5b@thread.tacv2"
TEAM = "19:0a1b2c3d4e5f60718293@thread.tacv2"


@dataclass
class World:
    """One tenant with one bot in it, seen from the channel service: makes what the bot receives."""

    service_url: str
    tenant: str = TENANT
    app_id: str = APP_ID
    locale: str = "en-US"
    zone: str = "Europe/Berlin"
    _ids: Any = field(default_factory=lambda: count(1_795_000_000_001))

    @property
    def bot(self) -> Raw:
        return {"id": f"28:{self.app_id}", "name": "Pilothouse"}

    def next_id(self) -> str:
        return str(next(self._ids))

    def _activity(self, kind: str, person: Person, **more: Any) -> Raw:
        return {
            "type": kind,
            "id": self.next_id(),
            "timestamp": "2026-11-03T08:30:00.1234567Z",
            "localTimestamp": "2026-11-03T09:30:00.1234567+01:00",
            "localTimezone": self.zone,
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": person.member_id, "name": person.name, "aadObjectId": person.object_id},
            "recipient": self.bot,
            "conversation": {"conversationType": "personal", "tenantId": self.tenant, "id": person.chat_id},
            "channelData": {"tenant": {"id": self.tenant}},
            "entities": [
                {
                    "type": "clientInfo",
                    "locale": self.locale,
                    "country": "US",
                    "platform": "Web",
                    "timezone": self.zone,
                }
            ],
            "locale": self.locale,
            **more,
        }

    def extension(self, person: Person, value: object, *, chat: str = "19:other-people@unq.gbl.spaces") -> Raw:
        """The message extension's query, asked in a chat the bot is not part of."""
        made = self._activity("invoke", person, name="composeExtension/query", value=value)
        made["conversation"] = {"conversationType": "personal", "tenantId": self.tenant, "id": chat}
        return made

    def message(self, person: Person, text: str, **more: Any) -> Raw:
        """Words in the one-to-one chat."""
        return self._activity("message", person, text=text, textFormat="plain", **more)

    def submit(self, person: Person, value: Raw, reply_to: str, **more: Any) -> Raw:
        """An Action.Submit: a message with a value and without text."""
        return self._activity("message", person, value=value, replyToId=reply_to, **more)

    def press(self, person: Person, verb: str, data: Raw | None = None, *, reply_to: str | None = None, **more: Any) -> Raw:
        """An Action.Execute on a card in the one-to-one chat."""
        action = {"type": "Action.Execute", "id": "a1", "verb": verb, "data": data or {}}
        more.setdefault("value", {"action": action, "trigger": "manual"})
        return self._activity("invoke", person, name="adaptiveCard/action", replyToId=reply_to or self.next_id(), **more)

    def _in_channel(self, thread: str | None) -> Raw:
        root = f";messageid={thread}" if thread else ""
        return {
            "conversation": {
                "isGroup": True,
                "conversationType": "channel",
                "tenantId": self.tenant,
                "id": CHANNEL + root,
            },
            "channelData": {
                "teamsChannelId": CHANNEL,
                "teamsTeamId": TEAM,
                "channel": {"id": CHANNEL},
                "team": {"id": TEAM},
                "tenant": {"id": self.tenant},
            },
        }

    def channel_message(self, person: Person, text: str, *, thread: str | None = None, **more: Any) -> Raw:
        """A channel post that mentions the bot; Teams delivers no others."""
        activity = self.message(person, f"<at>{self.bot['name']}</at> {text}\n", **more)
        mention = {"type": "mention", "text": f"<at>{self.bot['name']}</at>", "mentioned": self.bot}
        activity["entities"] = [mention, *activity["entities"]]
        return activity | self._in_channel(thread or activity["id"])

    def channel_press(self, person: Person, verb: str, data: Raw | None = None, *, thread: str = "1") -> Raw:
        """An Action.Execute on a card in a channel's thread."""
        return self.press(person, verb, data) | self._in_channel(thread)

    def install(self, person: Person, action: str = "add") -> Raw:
        """The app is added for a person ("add"), removed ("remove"), or upgraded ("add-upgrade")."""
        return self._activity("installationUpdate", person, action=action)

    def install_in_team(self, person: Person, action: str = "add") -> Raw:
        """The app is added to a team, or removed from it."""
        activity = self._activity("installationUpdate", person, action=action) | self._in_channel(None)
        activity["conversation"]["id"] = TEAM
        activity["channelData"]["channel"]["id"] = TEAM
        return activity

    def members_added(self, person: Person, *members: Raw) -> Raw:
        """The conversationUpdate that accompanies an installation. Without `members`, the bot itself was added."""
        return self._activity("conversationUpdate", person, membersAdded=list(members) or [self.bot])
