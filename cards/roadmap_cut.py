"""A roadmap whose constraints and reasons are long: their ends are left out, so that the card keeps its size."""

from dataclasses import replace

from portfolio.views.roadmap import ChangeLine, Hurdle, RoadmapCard, RoadmapRow


def cut(view: RoadmapCard, most: int) -> RoadmapCard:
    """The same roadmap with at most so many signs of each constraint and reason."""
    return replace(
        view, rows=tuple(_row(one, most) for one in view.rows), changed=tuple(_change(one, most) for one in view.changed)
    )


def _row(one: RoadmapRow, most: int) -> RoadmapRow:
    moved = replace(one.moved, reason=_short(one.moved.reason, most)) if one.moved else None
    return replace(one, hurdles=tuple(_hurdle(each, most) for each in one.hurdles), moved=moved)


def _change(one: ChangeLine, most: int) -> ChangeLine:
    return replace(one, because=_hurdle(one.because, most)) if one.because else one


def _hurdle(one: Hurdle, most: int) -> Hurdle:
    return replace(one, about=_short(one.about, most))


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
