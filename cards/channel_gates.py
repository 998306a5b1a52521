"""The Monday list in the leadership channel: every decision due within 14 days or overdue, updated as they are taken."""

from cards.buttons import Button, action_bar
from cards.components import footer, header, notice, row
from cards.due import PAUSED, due_chip
from cards.elements import Element, card
from cards.looks import DECISION, Chip
from cards.verbs import Press, Verb
from portfolio.gates import BEFORE, OWED
from portfolio.messages import Reason
from portfolio.views.gates import ChannelGates, GateLine
from words.api import Raw, Words


def draw(view: ChannelGates, w: Words) -> Element:
    """The list; its title is the finding, counted from its lines."""
    title = _finding(view, w)
    body = [
        *header(eyebrow=w.say("channel.eyebrow", week=view.week_of), title=title, sub=_decided(view, w)),
        *([notice("info", w.say("channel.newer", newer=view.newer))] if view.newer else []),
        *(_line(line, view.week_of.year, w) for line in view.lines),
        footer(" ".join([*_more(view, w), w.name(Reason.GATES_NEAR), *_updated(view, w)])),
    ]
    portfolio = Button(title=w.say("channel.portfolio"), press=Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": "1"}))
    return card(body, actions=action_bar(others=[portfolio]), fallback_text=title)


def _finding(view: ChannelGates, w: Words) -> str:
    owed = [line for line in view.lines if _owed(line)]
    late = sum(line.days_left < 0 for line in owed)
    due = len(owed) - late
    if late and due:
        late_words = Raw(w.say("channel.title.late", n=late))
        return w.say("channel.title.both", late=late_words, due=due)
    if late:
        return w.say("channel.title.late", n=late)
    return w.say("channel.title.due", n=due) if due else w.say("channel.title.done")


def _decided(view: ChannelGates, w: Words) -> str | None:
    decided = sum(not _owed(line) for line in view.lines)
    return w.say("channel.decided", n=decided) if decided else None


def _owed(line: GateLine) -> bool:
    return line.state in BEFORE | OWED


def _line(line: GateLine, year: int, w: Words) -> Element:
    on = Raw(w.short_day(line.gate_on) if line.gate_on.year == year else w.day(line.gate_on))
    if not _owed(line):
        mark = Chip(look=PAUSED, word=w.say("default.pause"))
        if line.decided is not None:
            mark = Chip(look=DECISION[line.decided], word=w.say(f"outcome.{line.decided}"))
        return row(w.free(line.name), sub=_who("channel.line.decided", line, on, w), mark=mark)
    return row(w.free(line.name), sub=_who("channel.line", line, on, w), mark=due_chip(line.state, line.days_left, w))


def _who(key: str, line: GateLine, on: Raw, w: Words) -> str:
    return w.say(f"{key}.nobody", on=on) if line.sponsor is None else w.say(key, sponsor=line.sponsor, on=on)


def _updated(view: ChannelGates, w: Words) -> list[str]:
    return [] if view.newer else [w.say("channel.updated")]


def _more(view: ChannelGates, w: Words) -> list[str]:
    return [w.say("channel.more", n=view.more)] if view.more else []
