"""What became of one attempt to send or update a message (facts: the connector's answers, one class each).

`Sent` and the update of an existing message are idempotent facts; `Unknown` is the honest third answer: the message may
or may not have arrived, and the row that carried it is flagged, never silently repeated.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Delivered. `activity_id` is the connector's id of the message; `conversation_id` where it lives."""

    activity_id: str
    conversation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttled:
    """429: surely not delivered. `retry_after` in seconds, None when the answer named none."""

    retry_after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """403: blocked, uninstalled or disabled by an admin. Permanent until the person installs the app again."""

    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """404: the conversation or the message to update does not exist."""

    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TooBig:
    """413: the payload is too large; sending it again cannot help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """400 and other permanent refusals of the payload itself."""

    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transient:
    """Surely not delivered, worth trying again: 412, 401 after one token refresh, connection refused, DNS, TLS."""

    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Ambiguous: 408, 5xx, a read timeout, a reset after sending, or process death while sending."""

    detail: str


Outcome = Sent | Throttled | Blocked | Missing | TooBig | Malformed | Transient | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a message goes: a person's one-to-one chat or a channel.

    `conversation_id` is None until a chat with the person exists; then the courier creates it from `member_id` (the
    person's 29:... id). `service_url` comes only from an authenticated activity.
    """

    tenant: str
    service_url: str
    conversation_id: str | None
    member_id: str | None
    bot_id: str
