"""A place that is not enabled yet: whom the question has reached, and the answer when it comes."""

from cards.buttons import Button, action_bar
from cards.components import footer, header, mark_row, notice, quote, section
from cards.elements import Element, card
from cards.looks import GOOD, UNKNOWN, WARNING, Chip, Look
from cards.pairs import pairs
from cards.source_where import elsewhere, record
from cards.verbs import Press, Verb
from portfolio.grants import GrantState
from portfolio.views.connecting import SourceAnswered, SourceWaits, Unreached
from words.api import Raw, Words

WAITING = Look(style="Warning", icon="HourglassHalf", symbol="▲")


def draw(view: SourceWaits, w: Words) -> Element:
    """It is not enabled: an admin was asked, or has said no, or is who asks; or it just was enabled right here."""
    state, by = _state(view), view.by or w.say("source.an_admin")
    title = w.say(f"source.waits.{state}.title", on=view.on, by=by)
    host = [] if view.host is None else [(w.say("grant.host"), w.say("grant.host.all", host=view.host))]
    body = [
        *header(
            eyebrow=w.say("source.eyebrow"), title=w.free(view.name), sub=w.free(view.metric), mark=_mark(view, w)
        ),
        notice("good" if view.state is GrantState.ENABLED else "warning", title, _text(view, state, w)),
        *_held(view, w),
        *pairs([(w.say("source.what"), w.free(view.address)), *host]),
        *([quote(w.say("source.reason.theirs", by=by), w.free(view.reason))] if view.reason else []),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=title)


def _state(view: SourceWaits) -> str:
    """Which words: those of the state, and while it waits those for whom it waits."""
    if view.state is not GrantState.ASKED:
        return view.state.value
    if view.may_enable:
        return "yours"
    return "asked" if view.admins else "held" if view.held else "nobody"


def _mark(view: SourceWaits, w: Words) -> Chip:
    if view.state is GrantState.ENABLED:
        return Chip(look=GOOD, word=w.name(view.state))
    waits = view.state is GrantState.ASKED
    return Chip(look=WAITING if waits else UNKNOWN, word=w.say("source.waits.chip" if waits else "source.refused.chip"))


def _text(view: SourceWaits, state: str, w: Words) -> str:
    said = w.say(f"source.waits.{state}.text", admins=Raw(w.listed(map(w.free, view.admins))))
    if state not in ("asked", "held"):
        return said
    return f"{said} {w.say('source.waits.told' if view.told else 'source.waits.untold')}"


def _held(view: SourceWaits, w: Words) -> list[Element]:
    """Nobody is said to have been asked whom the question has not reached."""
    if not view.held:
        return []
    rows = [mark_row(WARNING, w.free(one.name), detail=_why(one, view.zone, w)) for one in view.held]
    return [*section(w.say("source.waits.unreached")), *rows]


def _why(one: Unreached, zone: str, w: Words) -> str:
    return w.say(f"source.waits.hold.{one.why}", until=Raw("" if one.until is None else w.when(one.until, zone)))


def _buttons(view: SourceWaits, w: Words) -> list[Element]:
    of = {} if view.guardrail is None else {"guardrail": str(view.guardrail)}
    ids = {"grant": view.grant, **of}
    on, other = Press(verb=Verb.SOURCE_GO_ON, ids=ids), elsewhere(view.initiative, w, **of)
    overflow = [record(view.initiative, w)]
    if view.state is GrantState.ENABLED:
        return action_bar(primary=Button(title=w.say("source.go_on"), press=on), others=[other], overflow=overflow)
    if view.may_enable:
        press = Press(verb=Verb.SOURCE_ENABLE, ids=ids, revision=view.round)
        return action_bar(primary=Button(title=w.say("grant.enable"), press=press), others=[other], overflow=overflow)
    again = [Button(title=w.say("source.waits.again"), press=on)] if view.state is GrantState.ASKED else []
    return action_bar(others=[*again, other], overflow=overflow)


def draw_answered(view: SourceAnswered, w: Words) -> Element:
    """To who asked: it may be read now, or not; and for which number it was asked."""
    title = w.say("source.answered.yes" if view.enabled else "source.answered.no", by=view.by)
    body = [
        *header(
            eyebrow=w.say("source.eyebrow"), title=w.free(view.name), sub=w.free(view.metric) if view.metric else None
        ),
        notice("good" if view.enabled else "warning", title, w.free(view.address)),
        *([quote(w.say("source.reason.theirs", by=view.by), w.free(view.reason))] if view.reason else []),
        footer(w.name(view.why)),
    ]
    on = Button(title=w.say("source.go_on"), press=Press(verb=Verb.SOURCE_GO_ON, ids={"grant": view.grant}))
    others = [] if view.enabled else [elsewhere(view.initiative, w)]
    buttons = action_bar(primary=on if view.enabled else None, others=others, overflow=[record(view.initiative, w)])
    return card(body, actions=buttons, fallback_text=w.say("source.answered.fallback", name=view.name, said=Raw(title)))
