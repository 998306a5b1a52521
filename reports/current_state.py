"""The current-state map as one page: A4 landscape, legible in black and white, tagged for screen readers (E4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from portfolio.views.current_state import CurrentState, Figure, MapConstraint, MapInitiative, MapStep
from reports.current_state_page import PAGE
from reports.typeset import pdf
from words.api import Raw, Words, known
from words.map_said import bare, ends, finding, known_of, source, voices

MOST_STEPS = 12
LONGEST = 170
"""Signs of one entry of a column; the rest of it is on the card."""
_LONGEST_WORD = 14
_COLUMNS = ((8.6, 13, 88, 62), (7.4, 20, 104, 74))
"""Size of type in the columns, the lines that they hold, and the signs of a line in the wide one and in the others."""
Item = list[str]
"""What is said, the letter of its source, and the line below it."""


def page(view: CurrentState, language: str, made_at: int) -> bytes:
    """The page as PDF. `made_at` in seconds since 1970, UTC."""
    w = Words(known(language))
    return pdf(PAGE, sheet(view, w), made_at=made_at)


def sheet(view: CurrentState, w: Words) -> dict[str, object]:
    """What the map's sheet shows, as data for Typst."""
    unknown, (size, columns) = w.say("span.unknown"), _columns(view, w)
    return {
        "language": known(w.language), "title": w.say("map.fallback", name=view.name),
        "eyebrow": w.say("map.eyebrow", on=view.on), "name": broken(view.name), "finding": finding(view, w, mark=False),
        "foot": w.say("map.page.foot", name=view.name, on=view.on),
        "tiles": [
            _tile(w.say("map.work"), view.touch, w), _tile(w.say("map.waiting"), view.wait, w, passes=True),
            _tile(w.say("map.switches"), view.switches, w), _tile(w.say("map.copies"), view.copies, w),
            _volume(view, w),
        ],
        "facts": [
            [w.say("map.system"), view.system_of_record or unknown], [w.say("map.owner"), view.owner_role or unknown],
            [w.say("map.roles"), _cut(w.listed(view.roles)) or unknown],
        ],
        "where": w.say("map.where"), "bar": w.say("map.page.legend"), "unwatched": w.say("map.unwatched"),
        "steps": [
            _step(at, step, w, 90 if len(view.steps) <= 7 else 52)
            for at, step in enumerate(view.steps[:MOST_STEPS], start=1)
        ],
        "left": _left(len(view.steps) - MOST_STEPS, w, "map.step.left"),
        "columns": columns, "size": size,
        "sources": w.say("map.sources"), "unknown": w.say("map.sources.unknown"),
        "legend": [[one.mark, source(one, w)] for one in view.sources],
    }  # fmt: skip


def _tile(what: str, one: Figure, w: Words, *, passes: bool = False) -> list[str]:
    return [what, bare(one, w, passes=passes), one.mark, known_of(one, w)]


def _volume(view: CurrentState, w: Words) -> list[str]:
    what, one = w.say("map.volume"), view.volume
    if one.value is None:
        return [what, bare(one, w), "", ""]
    return [what, bare(one, w), one.mark, w.say("map.volume.unit")]


def _step(at: int, step: MapStep, w: Words, most: int) -> dict[str, object]:
    where = [part for part in (step.role, step.system) if part]
    return {
        "what": w.say("map.step", number=at, what=_cut(step.what, most)), "where": _cut(" · ".join(where), most),
        "touch": [bare(step.touch, w), step.touch.mark], "wait": [bare(step.wait, w, passes=True), step.wait.mark],
        "switches": [bare(step.switches, w), step.switches.mark], "copies": [bare(step.copies, w), step.copies.mark],
        "labels": [w.say(f"map.page.{key}") for key in ("touch", "wait", "switches", "copies")],
        "minutes": [_minutes(step.touch), _minutes(step.wait)],
        "share": [bare(step.share, w), step.share.mark] if step.share.value is not None else [],
    }


def _minutes(one: Figure) -> float | None:
    """For the length of a bar only; what is read beside it is exact."""
    return one.value / timedelta(minutes=1) if isinstance(one.value, timedelta) else None


def _left(count: int, w: Words, key: str = "map.more") -> str:
    return w.say(key, n=count) if count > 0 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """The columns below the steps, at one size of type."""

    size: float
    lines: int
    wide: int
    narrow: int

    def kept(self, items: Sequence[Item], width: int, taken: int = 0) -> list[Item]:
        """The first of these that fit, below as many lines as are taken."""
        fit: list[Item] = []
        for said, letter, under in items:
            taken += -(-len(said) // width) + -(-len(under) // (width + width // 10))
            if taken > self.lines:
                break
            fit.append([said, letter, under])
        return fit


def _columns(view: CurrentState, w: Words) -> tuple[float, list[dict[str, object]]]:
    """The three columns, in the larger type where everything fits in it."""
    limits, underway = [_limit(one, w) for one in view.constraints], [_initiative(one, w) for one in view.initiatives]
    underway += [[_cut(name), "", w.say("map.opportunity")] for name in view.opportunities]
    hurts = _hurts(view, w)
    for size, lines, wide, narrow in _COLUMNS:
        room = _Room(size=size, lines=lines, wide=wide, narrow=narrow)
        shown = [(some, room.kept(some, width)) for some, width in ((hurts, wide), (limits, narrow), (underway, narrow))]
        if all(len(all_of_it) == len(kept) for all_of_it, kept in shown):
            break
    return size, [
        {"title": w.say(f"map.{key}"), "items": kept, "none": w.say(f"map.{key}.none"),
         "left": _left(len(all_of_it) - len(kept), w)}
        for key, (all_of_it, kept) in zip(("hurts", "limits", "underway"), shown, strict=True)
    ]  # fmt: skip


def _hurts(view: CurrentState, w: Words) -> list[Item]:
    """The pains, then words of those who said yes to it, then what was seen; two of each before more of any."""
    pains = [[_cut(one.text), one.mark, w.say("map.heard", who=Raw(voices(one.heard, w)))] for one in view.pains]
    quotes = [
        [w.say("map.quote", text=_cut(one.text)), one.mark, w.name(one.standpoint)]
        for one in view.quotes
    ]
    seen = [
        [_cut(step.pain), view.counted.mark, w.say("map.pain.seen", number=at)]
        for at, step in enumerate(view.steps, start=1) if step.pain
    ]
    return [*pains[:2], *quotes[:2], *seen[:2], *pains[2:], *quotes[2:], *seen[2:]]


def _cut(text: str, most: int = LONGEST) -> str:
    """A text as the page holds it: not longer than that, and no word longer than a line."""
    short = text if len(text) <= most else text[:most].rstrip() + "…"
    return broken(short)


def broken(text: str) -> str:
    """The text with places where a very long word may be broken."""
    pieces = (
        "\u200b".join(word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD)) for word in text.split(" ")
    )
    return " ".join(pieces)


def _limit(one: MapConstraint, w: Words) -> Item:
    until = one.expires if one.expires.value is not None else one.reviewed_on
    owner = one.owner or w.say("constraint.no_owner")
    said = w.say("map.limit", kind=one.kind, until=Raw(ends(one, w, mark=False)), owner=owner)
    return [_cut(one.text) or w.say("constraint.erased"), until.mark, said]


def _initiative(one: MapInitiative, w: Words) -> Item:
    name = _cut(one.name)
    if one.gate_on.value is None:
        return [name, "", w.say("map.initiative.undated", stage=one.stage)]
    return [name, one.gate_on.mark, w.say("map.initiative", stage=one.stage, on=Raw(bare(one.gate_on, w)))]
