"""One sentence as an answer, good or bad; and what to say when something went wrong on our side."""

from datetime import date

from cards.buttons import Button, action_bar
from cards.components import answer
from cards.elements import Element, card
from cards.verbs import Press, Verb
from portfolio.views.notices import Failure, LeftAsTyped, Notice, Tone
from words.api import Raw, Words

_FALLBACK = {
    Tone.INFO: "notice.told.title",
    Tone.GOOD: "notice.told.title",
    Tone.WARNING: "notice.refused.title",
    Tone.ERROR: "notice.refused.title",
}


def draw(view: Notice, w: Words) -> Element:
    """A refusal says why and what to do instead; its code is the error's, or that of a problem no form can show."""
    title = _say(w, view, f"notice.{view.code}.title", _FALLBACK[view.tone])
    refusal = f"error.{view.code}" if w.has(f"error.{view.code}") else f"problem.{view.code}"
    detail = _say(w, view, f"notice.{view.code}.text", refusal)
    shown = [Button(title=w.say("notice.show"), press=_show(view.initiative))] if view.initiative else []
    return card([answer(view.tone.value, title, detail)], actions=action_bar(others=shown), fallback_text=title)


def draw_left(view: LeftAsTyped, w: Words) -> Element:
    """What is wrong, and that the form is still there."""
    title = w.say("form.not_saved", n=len(view.problems))
    wrong = [w.say(f"problem.{one.code}", n=None, **one.params) for one in view.problems]
    said = "\n".join([*dict.fromkeys(wrong), w.say("form.left")])
    return card([answer("error", title, said)], fallback_text=f"{title}. {said}")


def draw_failure(view: Failure, w: Words) -> Element:
    """The reference finds the one logged traceback; the person reads what to do."""
    title = w.say("failure.title")
    detail = w.say("failure.text", reference=view.reference)
    return card([answer("error", title, detail)], fallback_text=f"{title}. {detail}")


def _say(w: Words, view: Notice, own: str, common: str) -> str:
    """Its own sentence, or the common one.

    A parameter "n" chooses the plural, "period" is written as a month, "on" as a date (in the outbox it is ISO text).
    """
    params = dict(view.params)
    if isinstance(params.get("on"), str):
        params["on"] = date.fromisoformat(str(params["on"]))
    if "period" in params:
        params["period"] = Raw(w.month(str(params["period"])))
    count = params.pop("n", None)
    number = count if isinstance(count, int) else None
    known = w.has(own) or w.has(f"{own}.other")
    return w.say(own if known else common, n=number, **params)


def _show(initiative: str) -> Press:
    return Press(verb=Verb.RECORD_SHOW, ids={"initiative": initiative})
