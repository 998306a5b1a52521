"""To the programme office: whose weeks are too full, who could decide some of it, and how the weeks would be then."""

from cards.buttons import Button, action_bar
from cards.components import header, notice
from cards.disclosure import disclosure
from cards.due import why
from cards.elements import Element, card, fact_set, text
from cards.forms import Form
from cards.looks import WARNING, Chip
from cards.sponsors import choice_of, more
from cards.verbs import Press, Verb
from portfolio.views.sponsors import SplitProposed
from words.api import Words


def draw(view: SplitProposed, w: Words) -> Element:
    """One form for one initiative and for several: those over three a week are chosen already."""
    form = Form(words=w, values=view.values, problems=view.problems)
    title = w.say("split.title", sponsor=view.sponsor, n=view.total)
    choices = [(one.initiative, choice_of(one, w)) for one in view.lines]
    chosen = form.choice("chosen", w.say("wanted.chosen"), choices, several=True, spacing="Medium")
    person = form.person("sponsor", "sponsor_name", w.say("split.who"), spacing="Large")
    body = [
        *header(
            eyebrow=w.say("split.eyebrow"), title=title, sub=w.say("split.sub", gates=view.gates, fullest=view.fullest),
            mark=Chip(look=WARNING, word=w.say("intake.load.full")),
        ),
        *_asked(view, w),
        *form.notice([*chosen, *person]),
        text(w.say("split.means"), spacing="Medium"),
        *chosen,
        *more(view.total - len(view.lines), "split.more", w),
        *_weeks(view, w),
        *person,
        text(w.say("split.then", sponsor=view.sponsor), size="Small", subtle=True, spacing="ExtraSmall"),
        why(view.why, w, w.say("split.time"), w.say("split.ignored")),
    ]  # fmt: skip
    stands = Button(title=w.say("split.open"), press=Press(verb=Verb.INTAKE_OPEN, ids={}), sends_inputs=False)
    if view.number is None:
        return card(body, actions=action_bar(others=[stands]), fallback_text=title)
    ask = Button(title=w.say("wanted.submit"), press=Press(verb=Verb.SPLIT_NAME, ids={"number": str(view.number)}))
    return card(body, actions=action_bar(primary=ask, others=[stands]), fallback_text=title)


def _asked(view: SplitProposed, w: Words) -> list[Element]:
    if view.asked is None:
        return []
    count, other = view.asked
    told = w.say("notice.several_asked.text", n=count)
    return [notice("good", w.say("notice.several_asked.title", other=other), told)]


def _weeks(view: SplitProposed, w: Words) -> list[Element]:
    """How many decisions each week holds, and would hold without those that are listed."""
    if not view.weeks:
        return []
    facts = [
        (w.say("intake.week", monday=monday),
         w.number(now) if now == after else w.say("split.week", now=now, after=after))
        for monday, now, after in view.weeks
    ]  # fmt: skip
    most = max(after for _, _, after in view.weeks)
    return disclosure("weeks", w.say("split.weeks"), w.say("split.weeks.most", most=most), [fact_set(facts)])
