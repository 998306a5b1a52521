"""How many squads work at a time: the one number the roadmap cannot do without."""

from cards.buttons import Button, action_bar
from cards.components import header
from cards.elements import Element, card
from cards.forms import Form, hint
from cards.verbs import Press, Verb
from portfolio.roadmap.values import MAX_REASON
from portfolio.views.roadmap import CapacityForm
from words.api import Words


def draw(view: CapacityForm, w: Words) -> Element:
    """The form, with what holds now filled in."""
    form = Form(words=w, values=view.values, problems=view.problems)
    title = w.say("capacity.title")
    fields = [
        *form.number("squads", w.say("capacity.squads"), error=w.say("capacity.squads.needed"), required=True),
        hint(w.say("capacity.squads.hint")),
        *form.number(
            "weeks", w.say("capacity.weeks"), error=w.say("capacity.weeks.needed"), required=True, spacing="Medium"
        ),
        hint(w.say("capacity.weeks.hint")),
        *form.text(
            "reason", w.say("capacity.reason"), max_length=MAX_REASON, error=w.say("roadmap.reason.needed"), required=True,
            spacing="Medium",
        ),
    ]
    body = [*header(eyebrow=w.say("roadmap.eyebrow"), title=title, sub=w.say("capacity.sub")), *form.notice(fields), *fields]
    save = Button(title=w.say("capacity.save"), press=Press(verb=Verb.ROADMAP_SIZE, ids={}, revision=view.version))
    back = Button(title=w.say("capacity.back"), press=Press(verb=Verb.ROADMAP_PAGE, ids={"page": "1"}), sends_inputs=False)
    return card(body, actions=action_bar(primary=save, others=[back]), fallback_text=title)
