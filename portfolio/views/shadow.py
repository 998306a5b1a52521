"""What would go to whom, before anybody is released (M3)."""

from dataclasses import dataclass

from portfolio.messages import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """What waits for one person; `name` None: for the leadership channel. `kinds` in the order they would come."""

    name: str | None
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowPreview:
    """What waits for a release. `people` would be written to, of `shadowed` who are not released; `lines` are the first of
    them, and `more` counts the rest. `sample` is the first message as plain text, as `sample_for` would read it. `unread`
    are the first numbers of messages that wait and cannot be read, and `more_unread` counts the rest."""

    people: int
    shadowed: int
    messages: int
    lines: tuple[WaitingLine, ...]
    more: int
    sample_for: str | None
    sample: str = ""
    unread: tuple[int, ...] = ()
    more_unread: int = 0
