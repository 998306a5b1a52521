"""The product's rules for a card (design: cards, sections 1, 3 and 5), as one function: `lint(card)` -> what is wrong."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from cards.fit import MOST_BYTES, size
from cards.markup import unescape
from cards.twin import twin
from cards.verbs import RESERVED
from tests.cards.walk import WIDTHS, Node, Seen, at_width, walk

SYMBOLS = "✓▲✕◆◐?"
NEWER = ("Badge", "Icon", "ProgressBar", "ProgressRing", "Rating", "CodeBlock", "CompoundButton", "Chart.")
SERIOUS = ("Good", "Warning", "Attention")
Findings = Iterator[str]


def lint(card: Node) -> list[str]:
    """Every finding as "rule: what and where"; an empty list for a card that may be sent.

    The twin is read of a sound card only: it may rely on what the other rules ask for.
    """
    seen = walk(card)
    found = [f"{rule.__name__.strip('_')}: {what}" for rule in RULES[:-1] for what in rule(card, seen)]
    return found or [f"twin: {what}" for what in _twin(card, seen)]


def _frame(card: Node, seen: list[Seen]) -> Findings:
    if card.get("type") != "AdaptiveCard" or card.get("version") != "1.5":
        yield "an AdaptiveCard of version 1.5, exactly"
    if not card.get("fallbackText"):
        yield "no fallbackText"
    if not card.get("body"):
        yield "no body"


def _size(card: Node, seen: list[Seen]) -> Findings:
    if size(dict(card)) > MOST_BYTES:
        yield f"{size(dict(card))} bytes"


def _fallback(card: Node, seen: list[Seen]) -> Findings:
    for one in seen:
        if one.kind.startswith(NEWER):
            if "fallback" not in one.node:
                yield f"none at {one.path}"
            lost = one.node.keys() & {"id", "isVisible", "targetWidth"}
            if lost:
                yield f"{sorted(lost)} lost when the fallback is drawn at {one.path}"


def _doubled(card: Node, seen: list[Seen]) -> Findings:
    """A separator right below the border of a panel reads as one doubled line."""
    for one in seen:
        items = [item for key in ("body", "items") for item in one.node.get(key, ()) if isinstance(item, Mapping)]
        for above, below in pairwise(items):
            close = below.get("spacing", "Default") in ("None", "ExtraSmall", "Small")
            if above.get("showBorder") and below.get("separator") and close:
                yield f"a line below a border in {one.path}: {below.get('type')}"


def _execute(card: Node, seen: list[Seen]) -> Findings:
    for one in seen:
        if one.kind == "Action.Execute":
            submit = one.node.get("fallback", {})
            ours, theirs = (dict(node.get("data", {}).get(RESERVED, {})) for node in (one.node, submit))
            if theirs.pop("verb", None) != one.node.get("verb") or ours != theirs or not ours or "verb" in ours:
                yield f"the fallback carries something else at {one.path}"
            for key in ("title", "style", "mode", "associatedInputs"):
                if submit.get("type") != "Action.Submit" or submit.get(key) != one.node.get(key):
                    yield f"the fallback has another {key} at {one.path}"


def _inputs(card: Node, seen: list[Seen]) -> Findings:
    for one in seen:
        if one.kind.startswith("Input."):
            checked = one.node.keys() & {"isRequired", "min", "max", "regex"}
            for key in ("id", "label", *(["errorMessage"] if checked else [])):
                if not one.node.get(key):
                    yield f"no {key} at {one.path}"
            if one.node.get("id") == RESERVED:
                yield f"an input may not overwrite what the button carries at {one.path}"
            if one.hidden and one.node.get("isRequired"):
                yield f"required and hidden at {one.path}"
            if one.kind == "Input.Text" and "maxLength" not in one.node:
                yield f"no maxLength at {one.path}"


def _buttons(card: Node, seen: list[Seen]) -> Findings:
    for one in seen:
        actions = one.node.get("actions", [])
        primaries = [action for action in actions if action.get("style") in ("positive", "destructive")]
        visible = [action for action in actions if action.get("mode") != "secondary"]
        if len(primaries) > 1 or (primaries and primaries[0].get("mode") == "secondary"):
            yield f"one primary button, in sight, at {one.path}"
        if len(visible) > 3 or len(actions) > 6:
            yield f"{len(visible)} visible of {len(actions)} buttons at {one.path}"
        if any(not action.get("title") for action in actions):
            yield f"a button without a title at {one.path}"
        for action in actions:
            if action["type"] == "Action.Execute" and action.get("mode") == "secondary" and "associatedInputs" not in action:
                yield f"a button in the overflow sends the form at {one.path}"


def _targets(card: Node, seen: list[Seen]) -> Findings:
    ids = Counter(str(one.node["id"]) for one in seen if "id" in one.node)
    yield from (f"{id} twice" for id, times in ids.items() if times > 1)
    for one in seen:
        if one.kind == "Action.ToggleVisibility":
            yield from (f"{target} does not exist" for target in one.node["targetElements"] if target not in ids)


def _columns(card: Node, seen: list[Seen]) -> Findings:
    for one in seen:
        count = len(one.node.get("columns", [])) if one.kind in ("ColumnSet", "Table") else 0
        if count > (4 if one.kind == "Table" and one.node.get("targetWidth") == "Wide" else 3):
            yield f"{count} columns at {one.path}"
        if one.kind == "Column":
            pixels = re.fullmatch(r"(\d+)px", str(one.node.get("width")))
            if pixels and int(pixels[1]) > 48:
                yield f"{pixels[0]} wide at {one.path}"


def _words(card: Node, seen: list[Seen]) -> Findings:
    for one in seen:
        if one.kind == "TextBlock" and not one.node.get("text", "").strip():
            yield f"an empty text at {one.path}"
        if one.kind in ("TextBlock", "Input.ChoiceSet", "Input.Toggle") and not one.node.get("wrap"):
            yield f"not wrapped at {one.path}"
        if one.kind == "Image" and not one.node.get("altText"):
            yield f"no altText at {one.path}"
        if one.kind == "Image" and not one.node.get("url", "").startswith("data:image/png;base64,"):
            yield f"a picture on an address leaks its number at {one.path}"


def _heading(card: Node, seen: list[Seen]) -> Findings:
    headings = [one for one in seen if one.node.get("style") == "heading"]
    if len(headings) != 1:
        yield f"{len(headings)} headings"


def _colour(card: Node, seen: list[Seen]) -> Findings:
    """Colour never says anything that a symbol or a word does not say beside it."""
    for one in seen:
        colour = one.node.get("color")
        if one.kind == "TextBlock":
            if colour in SERIOUS and one.node["text"][:1] not in SYMBOLS:
                yield f"{colour} words without a symbol at {one.path}"
            if colour == "Accent" and not one.pressable:
                yield f"it looks like a button and is none at {one.path}"
        if one.kind == "Icon" and colour in SERIOUS and one.node.get("fallback") == "drop":
            yield f"a {colour} icon without a symbol at {one.path}"
        if one.kind == "Badge" and not (one.node.get("text") and one.node.get("icon")):
            yield f"a chip without its word or icon at {one.path}"
        if one.kind == "Container" and one.node.get("style") in ("good", "warning", "attention"):
            inside = [other for other in seen if other.path.startswith(one.path) and other.kind in ("Icon", "Badge")]
            if not inside:
                yield f"a coloured box without an icon at {one.path}"


def _charts(card: Node, seen: list[Seen]) -> Findings:
    for one in seen:
        if one.kind.startswith("Chart."):
            labels = [point.get("legend", point.get("x")) for point in one.node.get("data", [])]
            fallback = one.node.get("fallback")
            facts = fallback.get("facts", []) if isinstance(fallback, Mapping) else []
            if not one.node.get("title") or not labels:
                yield f"no title or no data at {one.path}"
            if [unescape(fact["title"]) for fact in facts if fact["value"]] != [unescape(label) for label in labels]:
                yield f"its text says other things at {one.path}"


def _names(card: Node, seen: list[Seen]) -> Findings:
    """A voice command says what is seen; so the name of a pressable area contains it (axe label-content-name-mismatch)."""
    for one in seen:
        action = one.node.get("selectAction")
        if action:
            for width in WIDTHS:
                shown = " ".join(_texts(at_width({"items": [one.node]}, width)["items"][0]))
                if shown not in unescape(action["title"]):
                    yield f"{action['title']!r} does not contain {shown!r} at {one.path}"


def _texts(node: Node) -> Iterator[str]:
    for one in walk(node):
        if one.stands_in_for is None and one.node.get("text") and not one.hidden:
            yield unescape(one.node["text"])


def _twin(card: Node, seen: list[Seen]) -> Findings:
    """Word for word at the widest; narrower arrangements may phrase it otherwise but say nothing that is not there."""
    said = twin(card)
    lines = {" ".join(line.split()) for line in said.split("\n")}
    vocabulary = set(_bare(said))
    for width in WIDTHS:
        for shown in visible(at_width(card, width)):
            if width == "Wide" and not any(" ".join(part.split()) in line for part in shown.split("\n") for line in lines):
                yield f"not there: {shown!r}"
            missing = [word for word in _bare(shown) if word not in vocabulary]
            if missing:
                yield f"at {width} only: {missing} of {shown!r}"


def _bare(said: str) -> list[str]:
    return re.findall(r"\w+", said.casefold())


def visible(card: Node) -> Iterator[str]:
    """Everything a person can read on a card, or hear described, once all of it is opened."""
    for one in walk(card):
        node = one.node
        if one.stands_in_for is not None:
            continue
        if one.kind in ("TextBlock", "Badge"):
            yield from unescape(node["text"]).split("\n")
        hints = () if "value" in node or node.get("choices") else ("placeholder",)  # "Choose" adds nothing to choices
        for key in ("label", "altText", *hints):
            if node.get(key):
                yield unescape(node[key])
        if one.kind.startswith("Action.") and "title" in node and node["type"] != "Action.ToggleVisibility":
            yield unescape(node["title"])
        if one.kind in ("Input.Text", "Input.Number", "Input.Date") and "value" in node:
            yield str(node["value"])
        for choice in node.get("choices", []):
            yield unescape(choice["title"])
        for fact in node.get("facts", []):
            yield unescape(fact["title"])
            yield unescape(fact["value"])
        if one.kind.startswith("Chart."):
            yield from (unescape(point.get("legend", point.get("x"))) for point in node["data"])


RULES: tuple[Callable[[Node, list[Seen]], Findings], ...] = (
    _frame, _size, _fallback, _doubled, _execute, _inputs, _buttons, _targets, _columns, _words, _heading, _colour, _charts,
    _names, _twin,
)  # fmt: skip

