"""The baseline from history: what was counted, for the sponsor to accept; too little of it; or locked (B6, B8)."""

from decimal import Decimal

from cards.amended import why_inputs
from cards.buttons import Button, action_bar, execute, show_card
from cards.components import header, notice, panel, section
from cards.due import why
from cards.elements import Element, card, text
from cards.evidence import amount
from cards.forms import Form
from cards.inputs import date_input
from cards.linting import prospect
from cards.looks import DUE, GOOD, WARNING, Chip
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.baselines import Between, Proposal, TooLittle
from portfolio.criteria import LAST_DAYS
from portfolio.sources import How
from portfolio.views.baselines import BaselineCard, Locked, Renewal
from words.api import Raw, Words

_SHOWN_OF_HASH = 16


def draw(view: BaselineCard, w: Words) -> Element:
    """The card."""
    body = [
        *header(
            eyebrow=w.say("baseline.eyebrow", source=view.source), title=w.free(view.name), sub=w.free(view.metric),
            mark=_mark(view, w),
        ),
        *_refused(view, w),
        *standing(view, w),
        *_renewal(view, w),
        *prospect(view.prospect, w),
        *([text(w.say("baseline.means"), size="Small", spacing="Medium")] if view.proposal else []),
        *([why(view.why, w, w.say("baseline.time"), w.say("baseline.ignored"))] if view.why else []),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=w.say("baseline.fallback", name=view.name))


def standing(view: BaselineCard, w: Words) -> list[Element]:
    """What history says, or what is missing: on this card and in the record."""
    if view.locked is not None:
        return _locked(view, view.locked, w)
    if view.short is not None:
        return [notice("warning", w.say("baseline.short"), _short(view.short, w))]
    assert view.proposal is not None
    return [_found(view, view.proposal, w), *_cautions(view, view.proposal, w)]


def _short(found: TooLittle, w: Words) -> str:
    return w.say(f"baseline.short.{found.reason}", have=found.have, need=found.need)


def _mark(view: BaselineCard, w: Words) -> Chip:
    if view.locked is not None:
        return Chip(look=GOOD, word=w.say("baseline.locked"))
    if view.short is not None:
        return Chip(look=WARNING, word=w.say("baseline.short.chip"))
    return Chip(look=DUE, word=w.say("baseline.proposed"))


def _refused(view: BaselineCard, w: Words) -> list[Element]:
    if not view.problems:
        return []
    said = [w.say(f"problem.{found.code}", n=None, **found.params) for found in view.problems]
    return [notice("error", w.say("baseline.not_locked"), "\n".join(said))]


def _found(view: BaselineCard, found: Proposal, w: Words) -> Element:
    days = w.say("baseline.window", first=found.first, last=found.last)
    facts = [(w.say("baseline.n"), w.number(found.n)), (w.say("baseline.days"), days)]
    if found.slow is not None:
        facts.append(_slow(view, found.slow, w))
    facts.append((w.say("baseline.trend"), _trend(found, view.how, w)))
    return panel([
        text(w.say(f"baseline.middle.{view.how}"), subtle=True, size="Small"),
        text(amount(found.middle, view.unit, w), size="ExtraLarge", bold=True, spacing="None"),
        *pairs(facts),
    ])


def _renewal(view: BaselineCard, w: Words) -> list[Element]:
    """What the source says now, beside the baseline that is locked."""
    if view.renewal is None:
        return []
    found, short = view.renewal.proposal, view.renewal.short
    head = section(w.say("renew.heading"), w.say("renew.text", sealed_on=view.renewal.sealed_on))
    if found is None:
        return [*head, *([notice("warning", w.say("baseline.short"), _short(short, w))] if short else [])]
    unfit = [] if view.renewal.fits else [notice("warning", w.say("baseline.unfit"), w.say("renew.unfit"))]
    return [*head, _found(view, found, w), *_cautions(view, found, w), *unfit]


def _slow(view: BaselineCard, slow: Decimal, w: Words) -> tuple[str, str]:
    return w.say(f"baseline.slow.{view.how}"), w.say("baseline.above", slow=Raw(amount(slow, view.unit, w)))


def _trend(found: Proposal, how: How, w: Words) -> str:
    if how in (How.SHARE, How.COUNTS):
        return w.say("baseline.trend.unknown")
    if found.trend is None:
        return w.say("baseline.trend.none")
    return w.say("baseline.trend.lower" if found.trend < 0 else "baseline.trend.higher", percent=abs(found.trend) * 100)


def _cautions(view: BaselineCard, found: Proposal, w: Words) -> list[Element]:
    said = []
    if view.between != Between():
        said.append(w.say("baseline.limited"))
    if found.trend is not None:
        said.append(w.say("baseline.trend.text"))
    if found.season:
        said.append(w.say("baseline.season"))
    made = [notice("info", w.say("baseline.mind"), " ".join(said))] if said else []
    if not view.fits:
        made.append(notice("warning", w.say("baseline.unfit"), w.say("baseline.unfit.text")))
    return made


def _locked(view: BaselineCard, held: Locked, w: Words) -> list[Element]:
    facts = [
        (w.say("baseline.n"), w.number(held.n)),
        (w.say("baseline.days"), w.say("baseline.window", first=held.first, last=held.last)),
        (w.say("baseline.hash"), held.hash[:_SHOWN_OF_HASH]),
    ]
    if held.slow is not None:
        facts.insert(2, _slow(view, held.slow, w))
    made = [panel([
        text(w.say("baseline.locked.on", on=held.on), subtle=True, size="Small"),
        text(amount(held.value, view.unit, w), size="ExtraLarge", bold=True, spacing="None"),
        *pairs(facts),
    ])]  # fmt: skip
    if held.changed:
        made.append(notice("warning", w.say("baseline.changed", n=held.changed), w.say("baseline.changed.text")))
    return made


def _buttons(view: BaselineCard, w: Words) -> list[Element]:
    ids = {"initiative": view.initiative}
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids=ids))
    if view.renewal is not None:
        window = _window(view, Verb.BASELINE_RENEW_OPEN, w)
        return action_bar(others=[*_renew(view, view.renewal, w), window], overflow=[show])
    if view.locked is not None:
        return action_bar(others=[show])
    window = _window(view, Verb.BASELINE_WINDOW, w)
    later = Button(title=w.say("baseline.later"), press=Press(verb=Verb.BASELINE_LATER, ids=ids), sends_inputs=False)
    if view.proposal is None:
        return action_bar(others=[window, show])
    if not view.fits:
        change = Button(title=w.say("rules.metric"), press=Press(verb=Verb.METRIC_OPEN, ids=ids), sends_inputs=False)
        return action_bar(primary=change, others=[window, later], overflow=[show])
    if not view.may_accept:
        take = Button(title=w.say("baseline.propose"), press=Press(verb=Verb.BASELINE_TAKE, ids=ids), sends_inputs=False)
        return action_bar(primary=take if view.between == Between() else None, others=[window, later], overflow=[show])
    accept = Button(
        title=w.say("baseline.accept"),
        press=Press(verb=Verb.BASELINE_ACCEPT, ids=ids | {"seen": view.seen} | _carried(view.between)), sends_inputs=False,
    )
    return action_bar(primary=accept, others=[window, later], overflow=[show])


def _window(view: BaselineCard, verb: Verb, w: Words) -> Element:
    look = Button(title=w.say("baseline.look"), press=Press(verb=verb, ids={"initiative": view.initiative}))
    return show_card(w.say("baseline.another"), _days(view, w), actions=[execute(look, primary=True)])


def _renew(view: BaselineCard, renewal: Renewal, w: Words) -> list[Element]:
    """The form that makes it the new baseline: a reason, and who signs as well."""
    if renewal.proposal is None or not renewal.fits:
        return []
    form = Form(words=w, values=view.values, problems=view.problems)
    ids = {"initiative": view.initiative, "seen": view.seen} | _carried(view.between)
    use = Button(title=w.say("renew.submit"), press=Press(verb=Verb.BASELINE_RENEW, ids=ids))
    asked = why_inputs(form, cosigned=renewal.cosigned, days=LAST_DAYS.days)
    return [show_card(w.say("renew.use"), asked, actions=[execute(use, primary=True)])]


def _carried(between: Between) -> dict[str, str]:
    named = {"since": between.since, "until": between.until}
    return {key: day.isoformat() for key, day in named.items() if day is not None}


def _days(view: BaselineCard, w: Words) -> list[Element]:
    return [
        text(w.say("baseline.another.text"), size="Small"),
        *(
            date_input(
                id, w.say("form.optional", label=w.say(f"baseline.{id}")), error=w.say("baseline.day.error"), value=day,
                latest=view.first_use,
            )
            for id, day in (("since", view.between.since), ("until", view.between.until))
        ),
    ]
