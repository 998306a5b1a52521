"""How it was judged over time, each finding with the version it was made with; and two of them beside each other."""

from cards.buttons import Button, action_bar, execute
from cards.components import header, notice, row
from cards.elements import Element, card
from cards.evidence import interval_said, relative, verdict_chip
from cards.verbs import Press, Verb
from cards.why_number import periods
from portfolio.views.judged import Against, Comparison, Judged, JudgedRow
from words.api import Raw, Words


def draw(view: Judged, w: Words) -> Element:
    """The list; each earlier finding of the same number can be compared with the newest."""
    empty = [notice("info", w.say("judged.none"), w.say("judged.none.text"))] if not view.rows else []
    body = [
        *header(
            eyebrow=w.say("judged.eyebrow"), title=w.free(view.name), sub=w.say("judged.sub", version=view.version)
        ),
        *empty,
        *(_row(one, view, w, first=number == 0) for number, one in enumerate(view.rows)),
    ]
    return card(body, actions=_back(view.initiative, w), fallback_text=w.say("judged.fallback", name=view.name))


def draw_comparison(view: Comparison, w: Words) -> Element:
    """Two findings of the same number, and what differs in what they were judged by."""
    body = [
        *header(eyebrow=w.say("judged.eyebrow"), title=w.free(view.name), sub=w.say("judged.compared")),
        *(_plain(one, w, first=one is view.now) for one in (view.now, view.then)),
        notice("info", w.say(f"judged.against.{view.then.against}"), w.say(f"judged.against.{view.then.against}.text")),
    ]
    back = Press(verb=Verb.JUDGED_SHOW, ids={"initiative": view.initiative})
    actions = action_bar(others=[Button(title=w.say("judged.back"), press=back)])
    return card(body, actions=actions, fallback_text=w.say("judged.fallback", name=view.name))


def _row(one: JudgedRow, view: Judged, w: Words, *, first: bool) -> Element:
    press = Press(verb=Verb.JUDGED_COMPARE, ids={"initiative": view.initiative, "finding": one.key})
    title = w.say("judged.compare", look=Raw(_look(one, w)))
    return _line(one, w, first=first, link=None if first else execute(Button(title=title, press=press, sends_inputs=False)))


def _plain(one: JudgedRow, w: Words, *, first: bool) -> Element:
    return _line(one, w, first=first, link=None)


def _line(one: JudgedRow, w: Words, *, first: bool, link: Element | None) -> Element:
    found = one.found
    said = [w.say("panel.change", change=Raw(relative(found.estimate, w)))] if found.estimate is not None else []
    said += [interval_said(found.interval, w, of_periods=periods(found))] if found.interval is not None else []
    below = w.say("judged.by", metric=one.metric, version=one.version)
    if one.against is not Against.SAME:
        below = f"{below} {w.say(f'judged.against.{one.against}')}."
    return row(
        _look(one, w), sub="\n\n".join(said) or None, below=below, mark=verdict_chip(found.verdict, w), link=link,
        separator=not first, spacing="Medium",
    )


def _look(one: JudgedRow, w: Words) -> str:
    return w.say("judged.look", look=Raw(w.say(f"why.look.{one.found.look}")), on=one.found.until)


def _back(initiative: str, w: Words) -> list[Element]:
    ids = {"initiative": initiative}
    return action_bar(others=[
        Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids=ids)),
        Button(title=w.say("record.rules"), press=Press(verb=Verb.RULES_OPEN, ids=ids)),
    ])
