"""Sponsors of several initiatives: the question, what was accepted, who is wanted, and what is too much for one person."""


from cards.acceptance import DUTIES
from cards.buttons import Button, action_bar, execute, show_card
from cards.components import check_line, header, notice, row
from cards.disclosure import disclosure
from cards.due import why
from cards.elements import Element, card, fact_set, text
from cards.forms import Form
from cards.looks import GOOD, WARNING, Chip, Look
from cards.verbs import Press, Verb
from portfolio.messages import Reason
from portfolio.views.sponsors import OneOfSeveral, SeveralAsked, SeveralTaken, SponsorsWanted
from words.api import Words

_ANSWER = Look(style="Accent", icon="PersonQuestionMark", symbol="◆")
_LONGEST_CHOICE = 90
MAX_FIND = 80


def draw_asked(view: SeveralAsked, w: Words) -> Element:
    """The question to the person who was named for several: all in one press, or each by itself."""
    form = Form(words=w, values=view.values, problems=view.problems)
    title = w.say("several.title", n=view.total)
    named_by = w.say("accept.eyebrow", named_by=view.named_by) if view.named_by else w.say("accept.eyebrow.office")
    body = [
        *header(eyebrow=named_by, title=title, mark=Chip(look=_ANSWER, word=w.say("accept.chip"))),
        *([notice("error", w.say("accept.refused"), "\n".join(map(form.sentence, view.problems)))] if view.problems else []),
        text(w.say("several.means"), bold=True, spacing="Medium"),
        *(check_line(look, w.say(key)) for key, look in DUTIES),
        text(w.say("several.dates", last=view.last_on), spacing="Medium"),
        *(_asked_line(one, w) for one in view.lines),
        *more(view.total - len(view.lines), "several.more", w),
        why(view.why, w, w.say("several.time"), w.say("several.ignored")),
    ]
    ids = {"asked": view.asked}
    accept = Button(title=w.say("several.yes", n=view.total), press=Press(verb=Verb.SPONSORS_ACCEPT, ids=ids))
    decline = Button(title=w.say("accept.decline"), press=Press(verb=Verb.SPONSORS_DECLINE, ids=ids))
    instead = show_card(
        w.say("accept.no"),
        [
            text(w.say("several.no.text"), size="Small"),
            *form.person("instead", "instead_name", w.say("form.optional", label=w.say("accept.instead"))),
        ],
        actions=[execute(decline)],
    )
    return card(body, actions=action_bar(primary=accept, others=[instead]), fallback_text=title)


def _asked_line(one: OneOfSeveral, w: Words) -> Element:
    press = Press(verb=Verb.SPONSORSHIP_ASKED, ids={"initiative": one.initiative})
    link = execute(Button(title=w.say("several.look", name=one.name), press=press, sends_inputs=False))
    return row(w.free(one.name), sub=about(one, w), link=link)


def about(one: OneOfSeveral, w: Words) -> str:
    due = w.say("several.due", gate_on=one.gate_on)
    return f"{w.free(one.unit)} · {due}" if one.unit else due


def more(count: int, key: str, w: Words) -> list[Element]:
    return [text(w.say(key, n=count), size="Small", subtle=True, spacing="Small")] if count > 0 else []


def draw_taken(view: SeveralTaken, w: Words) -> Element:
    """What was accepted, and when it is to be decided."""
    title = w.say("taken.title", n=view.total)
    lines = [fact_set([(w.say("intake.week", monday=monday), w.number(count)) for monday, count in view.weeks])]
    most = max((count for _, count in view.weeks), default=0)
    body = [
        *header(eyebrow=w.say("taken.eyebrow"), title=title, mark=Chip(look=GOOD, word=w.say("taken.chip"))),
        _fits(view, w),
        *(disclosure("weeks", w.say("intake.weeks"), w.say("taken.weeks", most=most), lines) if view.weeks else []),
        text(w.say("taken.then"), spacing="Medium"),
    ]
    show = Button(title=w.say("taken.portfolio"), press=Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": "1"}))
    return card(body, actions=action_bar(others=[show]), fallback_text=title)


def _fits(view: SeveralTaken, w: Words) -> Element:
    moved = w.say("taken.moved", n=view.moved)
    if view.spare:
        return notice("warning", w.say("taken.over", n=view.spare), f"{moved} {w.say('taken.told')}")
    return notice("good", w.say("taken.fits"), moved)


def draw_wanted(view: SponsorsWanted, w: Words) -> Element:
    """The form that names one person for several initiatives; also the message that nobody answers for them."""
    form = Form(words=w, values=view.values, problems=view.problems)
    title = _wanted(view, w)
    chosen = form.choice(
        "chosen", w.say("wanted.chosen"), [(one.initiative, choice_of(one, w)) for one in view.lines], several=True,
        spacing="Medium",
    ) if view.lines else [text(w.say("wanted.none"))]  # fmt: skip
    sponsor = form.person("sponsor", "sponsor_name", w.say("wanted.sponsor"), spacing="Large")
    find = form.text("find", w.say("form.optional", label=w.say("wanted.find")), max_length=MAX_FIND)
    body = [
        *header(eyebrow=w.say("unsponsored.eyebrow"), title=title, mark=Chip(look=WARNING, word=w.say("portfolio.nobody"))),
        *form.notice([*chosen, *sponsor]),
        *find,
        *chosen,
        *more(view.total - len(view.lines), "wanted.more", w),
        *sponsor,
        text(w.say("wanted.then"), size="Small", subtle=True, spacing="ExtraSmall"),
        *([why(view.why, w, w.say("accept.time"), w.say("wanted.ignored"))] if view.why else []),
    ]
    ask = Button(title=w.say("wanted.submit"), press=Press(verb=Verb.SPONSORS_NAME, ids={}))
    narrow = Button(title=w.say("wanted.search"), press=Press(verb=Verb.SPONSORS_OPEN, ids={}))
    return card(body, actions=action_bar(primary=ask, others=[narrow]), fallback_text=title)


def _wanted(view: SponsorsWanted, w: Words) -> str:
    if view.asked is None:
        return w.say("wanted.title", n=view.total)
    key = "wanted.title.declined" if view.declined else "wanted.title.silent"
    if view.why is Reason.SPONSOR_UNFIT:
        key = "wanted.title.unfit"
    return w.say(key, n=view.total, asked=view.asked)


def choice_of(one: OneOfSeveral, w: Words) -> str:
    name = one.name if len(one.name) <= _LONGEST_CHOICE else one.name[: _LONGEST_CHOICE - 1].rstrip() + "…"
    parts = [w.free(name), w.free(one.unit), w.say("several.due", gate_on=one.gate_on)]
    parts += [w.say("wanted.asked", asked=one.asked)] if one.asked else []
    return " · ".join(part for part in parts if part)
