"""What makes an initiative ready for production beside its number: each part as it stands, and who wrote it (A5; R4)."""

from collections.abc import Mapping
from datetime import date

from cards.buttons import Button, action_bar, execute
from cards.components import footer, header, notice, row
from cards.elements import Element, card
from cards.looks import FAILED, GOOD, HALF, Chip, Look
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.conditions import Standing
from portfolio.plans import Budget, Expansion, Limit, Part, Placement, Proof
from portfolio.views.plans import PartState, PlanCard
from words.api import Raw, Words

_LOOKS: Mapping[Standing, Look] = {Standing.MET: GOOD, Standing.PARTLY: HALF, Standing.MISSING: FAILED}
_PERCENT = 100
_Facts = list[tuple[str, str]]


def draw(view: PlanCard, w: Words) -> Element:
    """The overview, with a way into the form of each part for whoever may write it."""
    ids = {"initiative": view.initiative}
    body = [
        *header(eyebrow=w.say("plan.eyebrow"), title=w.free(view.name), sub=w.free(view.workflow)),
        *([notice("good", w.say(f"plan.just.{view.just[1]}", part=view.just[0]))] if view.just else []),
        *(element for number, state in enumerate(view.states) for element in _part(view, state, w, first=number == 0)),
        footer(w.say("plan.then")),
    ]
    back = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids=ids))
    return card(body, actions=action_bar(others=[back]), fallback_text=w.say("plan.fallback", name=view.name))


def _part(view: PlanCard, state: PartState, w: Words, *, first: bool) -> list[Element]:
    facts = _facts(view, state.part, w)
    made = row(
        w.name(state.part), sub=_story(view, state, w), mark=Chip(look=_LOOKS[state.standing], word=w.name(state.standing)),
        link=_link(view, state, w), strong=True, separator=not first, spacing="Large",
    )
    return [made, *(pairs(facts) if facts else [])]


def _link(view: PlanCard, state: PartState, w: Words) -> Element | None:
    if not view.may_prepare:
        return None
    known = state.standing is not Standing.MISSING
    attest = state.part is Part.INTEGRATION and view.may_attest and view.proof in (Proof.STATED, Proof.EXPIRED)
    key = "plan.attest" if attest else "plan.change" if known else "plan.fill"
    press = Press(verb=Verb.PLAN_OPEN, ids={"initiative": view.initiative, "part": state.part.value})
    return execute(Button(title=w.say(key, part=state.part), press=press))


def _story(view: PlanCard, state: PartState, w: Words) -> str:
    """What became of it, and who did it when."""
    if state.on is None:
        return w.say("plan.nothing")
    placed = view.placement
    if state.part is not Part.INTEGRATION or placed is None:
        return _by("plan.gone" if state.standing is Standing.MISSING else "plan.written", state.by, w, on=state.on)
    if view.proof is Proof.STATED or placed.seen_on is None or view.holds_until is None:
        return f"{_by('plan.written', state.by, w, on=state.on)} {w.name(Proof.STATED)}."
    if view.proof is Proof.EXPIRED:
        return w.say("plan.expired", on=placed.seen_on, until=view.holds_until)
    return _by("plan.attested", view.attested_by, w, on=placed.seen_on, until=view.holds_until)


def _by(key: str, by: str | None, w: Words, *, on: date, until: date | None = None) -> str:
    return w.say(key, on=on, until=until) if by is None else w.say(f"{key}.by", by=by, on=on, until=until)


def _facts(view: PlanCard, part: Part, w: Words) -> _Facts:
    match part:
        case Part.INTEGRATION:
            return _placement(view.placement, w) if view.placement else []
        case Part.EXPANSION:
            plan = w.free(view.retirement_plan) if view.retirement_plan else w.say("plan.retires.none")
            return [*(_expansion(view.expansion, w) if view.expansion else []), (w.say("plan.retires"), plan)]
        case Part.NEEDS:
            return [
                (w.name(need.kind), w.say("plan.need", what=need.what, owner=need.owner) if need.owner
                 else w.say("plan.need.nobody", what=need.what))
                for need in view.needs
            ]
        case Part.BUDGET:
            return _budget(view.budget, w) if view.budget else []


def _placement(placed: Placement, w: Words) -> _Facts:
    return [
        (w.say("plan.place.in"), w.name(placed.place)),
        (w.say("plan.system"), w.free(placed.system)),
        (w.say("plan.repositories"), w.free(placed.repositories)),
        (w.say("plan.label"), w.free(placed.label)),
        (w.say("plan.identities"), w.free(placed.identities)),
        (w.say("plan.evidence"), w.free(placed.evidence)),
    ]


def _expansion(planned: Expansion, w: Words) -> _Facts:
    reported = w.say("plan.reporting.text", cadence=planned.cadence, audience=planned.audience, form=planned.form)
    return [
        *((w.say(f"plan.wave.{number}"), w.say("plan.wave.text", who=wave.who, where=wave.where, on=wave.on))
          for number, wave in enumerate(planned.waves, start=1)),
        (w.say("plan.reporting"), reported),
    ]


def _budget(known: Budget, w: Words) -> _Facts:
    key = "plan.limit.alert" if known.limit is Limit.ALERT else "plan.limit.both"
    limit = w.say("plan.limit.cap") if known.alert_at is None else w.say(key, percent=known.alert_at * _PERCENT)
    money = w.say("plan.money.text", amount=Raw(w.money(known.amount)), currency=known.currency, per=Raw(w.name(known.per)))
    return [(w.say("plan.money"), money), (w.say("plan.limit"), limit), (w.say("plan.where"), w.free(known.where))]
