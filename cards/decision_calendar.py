"""Who must decide what by when in the coming 90 days, and whose weeks are too full (FEATURES A8)."""

from cards.buttons import Button, action_bar, execute
from cards.components import empty, header, notice, row
from cards.due import due_chip
from cards.elements import Element, card
from cards.leaving import as_files
from cards.verbs import Press, Verb
from portfolio.views.roadmap import DecisionDue, Decisions
from words.api import Raw, Words


def draw(view: Decisions, w: Words) -> Element:
    """One page of it."""
    title = w.say("calendar.mine" if view.mine_only else "calendar.title", n=view.total)
    if not view.rows:
        made = empty("CalendarLtr", w.say("calendar.none"), w.say("calendar.none.text", until=view.until))
        return card([made], fallback_text=w.say("calendar.none"))
    page = {"page": view.page, "pages": view.pages}
    eyebrow = w.say("calendar.eyebrow.page", **page) if view.pages > 1 else w.say("calendar.eyebrow")
    sub = w.say("calendar.overdue", n=view.overdue) if view.overdue else w.say("calendar.sub", until=view.until)
    body = [
        *header(eyebrow=eyebrow, title=title, sub=sub),
        *_full(view, w),
        *(_row(one, w, separator=one is not view.rows[0]) for one in view.rows),
        as_files(w.say("calendar.file"), ("decisions_ics",), {}, w),
    ]
    return card(body, actions=_pages(view, w), fallback_text=title)


def _full(view: Decisions, w: Words) -> list[Element]:
    if not view.full:
        return []
    told = [w.say("calendar.full.line", sponsor=one.sponsor, n=one.count, monday=one.monday) for one in view.full]
    made = [notice("warning", w.say("calendar.full", n=len(view.full)), "\n".join(told))]
    theirs = {} if view.in_channel else {one.number: one.sponsor for one in view.full if one.number is not None}
    for number, sponsor in theirs.items():
        press = Press(verb=Verb.SPLIT_OPEN, ids={"number": str(number)})
        link = execute(Button(title=w.say("calendar.share", sponsor=sponsor), press=press))
        made.append(row(w.say("calendar.share.text", sponsor=sponsor), link=link, separator=False))
    return made


def _row(one: DecisionDue, w: Words, *, separator: bool) -> Element:
    show = Press(verb=Verb.RECORD_SHOW, ids={"initiative": one.initiative})
    sponsor = w.free(one.sponsor) if one.sponsor is not None else w.say("portfolio.nobody")
    return row(
        w.free(one.name), sub=w.say("calendar.line", sponsor=Raw(sponsor), on=one.on),
        below=w.say("calendar.change", on=one.change_since) if one.change_since else None,
        mark=due_chip(one.state, one.days_left, w),
        link=execute(Button(title=w.say("portfolio.show", name=one.name), press=show)), separator=separator,
    )


def _pages(view: Decisions, w: Words) -> list[Element]:
    turns = [("portfolio.back", view.page - 1)] if view.page > 1 else []
    turns += [("portfolio.on", view.page + 1)] if view.page < view.pages else []
    return action_bar(others=[
        Button(title=w.say(key), press=Press(verb=Verb.DECISIONS_PAGE, ids={"page": str(page)})) for key, page in turns
    ])
