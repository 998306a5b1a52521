"""Buttons. What a press carries is cards/verbs.py; what stands where is `action_bar`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards.elements import Element, node
from cards.verbs import Press, encode

MAX_VISIBLE = 3  # CARDS, section 1: more than three buttons side by side are not read
MAX_BUTTONS = 6  # maxActions of the Teams host


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A press with its title. `sends_inputs=False`: the form is neither checked nor sent (snooze, cancel, look)."""

    title: str
    press: Press
    sends_inputs: bool = True


def execute(button: Button, *, primary: bool = False, overflow: bool = False) -> Element:
    """The Action.Execute of a button, with the Action.Submit that old clients press instead."""
    shared: dict[str, object] = {
        "title": button.title,
        "style": "positive" if primary else None,
        "mode": "secondary" if overflow else None,
        "associatedInputs": None if button.sends_inputs else "none",
    }
    submit = node("Action.Submit", data=encode(button.press), **shared)
    data = encode(button.press, with_verb=False)
    return node("Action.Execute", verb=button.press.verb.value, data=data, fallback=submit, **shared)


def toggle_visibility(title: str, targets: Sequence[str]) -> Element:
    """Shows what is hidden and hides what is shown, by element id, without asking the server."""
    return node("Action.ToggleVisibility", title=title, targetElements=list(targets))


def show_card(title: str, body: Sequence[Element], *, actions: Sequence[Element]) -> Element:
    """Opens a small form in place. Only an opened one is checked and sent, so each may have its own required inputs."""
    return node("Action.ShowCard", title=title, card=node("AdaptiveCard", body=list(body), actions=list(actions)))


def action_bar(
    *,
    primary: Button | None = None,
    others: Sequence[Button | Element] = (),
    overflow: Sequence[Button | Element] = (),
) -> list[Element]:
    """The buttons under a card: at most one primary, at most three to be seen, the rest behind "...".

    A Button in the overflow sends no inputs: "remind me tomorrow" must not complain about an empty field. "..." never stands
    alone: where nothing else is to be seen, the first of the overflow is.
    Raises ValueError when there are more than can be shown.
    """
    seen = [execute(primary, primary=True)] if primary else []
    seen += [execute(item) if isinstance(item, Button) else item for item in others]
    if overflow and not seen:
        first, *overflow = overflow
        seen = [execute(replace(first, sends_inputs=False)) if isinstance(first, Button) else first]
    folded = [_folded(item) for item in overflow]
    if len(seen) > MAX_VISIBLE or len(seen) + len(folded) > MAX_BUTTONS:
        raise ValueError("too many buttons for one card")
    return seen + folded


def _folded(item: Button | Element) -> Element:
    if isinstance(item, Button):
        return execute(Button(title=item.title, press=item.press, sends_inputs=False), overflow=True)
    return item | {"mode": "secondary"}
