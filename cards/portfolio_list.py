"""The portfolio: what this person may see, one page at a time, each with its evidence and what needs attention (A9)."""

from cards.buttons import Button, action_bar, execute
from cards.components import empty, header, row
from cards.due import due_chip
from cards.elements import Element, card
from cards.evidence import verdict_chip
from cards.leaving import as_files
from cards.looks import Chip
from cards.portfolio_filter import form, said
from cards.sprint_card import said_of
from cards.verbs import Press, Verb
from portfolio.filters import EVERYTHING
from portfolio.gates import OWED
from portfolio.views.digest import PortfolioList, PortfolioRow
from words.api import Raw, Words


def draw(view: PortfolioList, w: Words) -> Element:
    """One page. Without any row: what to do first."""
    if not view.rows and not view.filter.narrows:
        return _empty(view, w)
    title = _title(view, w)
    page = {"page": view.page, "pages": view.pages}
    eyebrow = w.say("portfolio.eyebrow.page", **page) if view.pages > 1 else w.say("portfolio.eyebrow")
    sub = said(view.filter, w)
    rows = [_row(one, w, separator=one is not view.rows[0]) for one in view.rows]
    files = [as_files(w.say("portfolio.file"), ("portfolio_xlsx", "portfolio_csv"), view.filter.said, w)] if rows else []
    body = [*header(eyebrow=eyebrow, title=title, sub=sub), *rows, *files]
    return card(body, actions=_pages(view, w), fallback_text=title)


def _title(view: PortfolioList, w: Words) -> str:
    if view.filter.narrows:
        return w.say("portfolio.narrowed" if view.rows else "portfolio.none_so", n=view.total, all=view.seen)
    return w.say("portfolio.mine" if view.mine_only else "portfolio.title", n=view.total)


def _row(one: PortfolioRow, w: Words, *, separator: bool) -> Element:
    show = Press(verb=Verb.RECORD_SHOW, ids={"initiative": one.initiative})
    return row(
        w.free(one.name),
        sub=line(one, w),
        below=attention(one, w),
        mark=_chip(one, w),
        link=execute(Button(title=w.say("portfolio.show", name=one.name), press=show)),
        separator=separator,
    )


def line(one: PortfolioRow, w: Words) -> str:
    """Its sponsor, its stage and the day of its decision."""
    return w.say("portfolio.line", sponsor=Raw(_sponsor(one, w)), stage=one.stage, gate=Raw(_gate(one, w)))


def attention(one: PortfolioRow, w: Words) -> str | None:
    """How its counting goes and what is wrong, each on a line; None where there is neither."""
    listed = ", ".join(w.name(condition) for condition in one.conditions)
    said = [said_of(one.sprint, "sprint.line", w)] if one.sprint else []
    said += [w.say("portfolio.attention", conditions=Raw(listed))] if listed else []
    return "\n".join(said) or None


def _chip(one: PortfolioRow, w: Words) -> Chip:
    """A decision that is owed comes before what the evidence says."""
    if one.gate_state in OWED and one.days_left is not None:
        return due_chip(one.gate_state, one.days_left, w)
    return verdict_chip(one.verdict, w)


def _sponsor(one: PortfolioRow, w: Words) -> str:
    if one.sponsor is None:
        return w.say("portfolio.nobody")
    return w.free(one.sponsor) if one.owned else w.say("portfolio.asked", sponsor=one.sponsor)


def _gate(one: PortfolioRow, w: Words) -> str:
    return w.say("portfolio.gate", on=one.gate_on) if one.gate_on else w.say("portfolio.no_gate")


def _pages(view: PortfolioList, w: Words) -> list[Element]:
    turns = [("portfolio.back", view.page - 1)] if view.page > 1 else []
    turns += [("portfolio.on", view.page + 1)] if view.page < view.pages else []
    others = [
        Button(
            title=w.say(key), press=Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": str(page), **view.filter.said}),
            sends_inputs=False,
        )
        for key, page in turns
    ]
    register = [Button(title=w.say("portfolio.register"), press=Press(verb=Verb.REGISTER_OPEN, ids={}))]
    overflow = [] if view.in_channel else register
    if view.filter != EVERYTHING:
        clear = Button(title=w.say("filter.clear"), press=Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": "1"}))
        (overflow if others else others).append(clear)
    return action_bar(others=[form(view.filter, w), *others], overflow=overflow)


def _empty(view: PortfolioList, w: Words) -> Element:
    title = w.say("portfolio.empty.title")
    if view.in_channel:
        text = w.say("portfolio.empty.channel")
        return card([empty("ClipboardTaskListLtr", title, text)], fallback_text=title)
    register = Button(title=w.say("portfolio.empty.register"), press=Press(verb=Verb.REGISTER_OPEN, ids={}))
    help_ = Button(title=w.say("portfolio.empty.help"), press=Press(verb=Verb.HELP_SHOW, ids={}))
    made = empty("ClipboardTaskListLtr", title, w.say("portfolio.empty.text"))
    return card([made], actions=action_bar(primary=register, others=[help_]), fallback_text=title)
