"""Who is told of a plan: owners of what production needs, and leads where what was seen runs out (A5; R4)."""

from collections.abc import Sequence

from cards.buttons import Button, action_bar, execute
from cards.components import header, notice, row, section
from cards.due import why
from cards.elements import Element, card, text
from cards.looks import GOOD, WARNING, Chip
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.conditions import Trait
from portfolio.messages import Reason
from portfolio.plans import Part
from portfolio.views.plans import AttestationEnds, AttestationLine, LeadNamed, NeedsNamed
from words.api import Raw, Words

_MOST = 3
"""Attestations on a check-in; the others are counted."""


def draw_needs(view: NeedsNamed, w: Words) -> Element:
    """What somebody was named for."""
    named = [(w.name(need.kind), w.free(need.what)) for need in view.needs]
    return _named(view, w, "plan.eyebrow", "needs", named, may_see=view.may_see)


def draw_lead(view: LeadNamed, w: Words) -> Element:
    """What somebody leads."""
    named = [(w.name(one), w.say(f"lead.means.{one.value}")) for one in view.leads]
    return _named(view, w, "lead.eyebrow", "lead", named, may_see=True)


def _named(
    view: NeedsNamed | LeadNamed, w: Words, eyebrow: str, key: str, named: Sequence[tuple[str, str]], *, may_see: bool
) -> Element:
    """Nothing is owed, so nothing is asked."""
    title, by = w.say(f"{key}.title", name=view.name), view.by or Raw(w.say("person.erased"))
    body = [
        *header(
            eyebrow=w.say(eyebrow), title=title, sub=w.say("needs.by", by=by, on=view.on),
            mark=Chip(look=GOOD, word=w.say("needs.chip")),
        ),
        *pairs(named),
        text(w.say(f"{key}.means"), spacing="Medium"),
        why(view.why, w, w.say("needs.ignored")),
    ]
    show = Button(title=w.say("notice.show"), press=Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.initiative}))
    return card(body, actions=action_bar(others=[show] if may_see else []), fallback_text=title)


def draw_attestation(view: AttestationEnds, w: Words) -> Element:
    """Until when it holds, and the way to look again."""
    ended = view.why is Reason.ATTESTATION_ENDED
    key = "attest.ended" if ended else "attest.ends"
    title, ids = w.say(key, name=view.name, until=view.holds_until), {"initiative": view.initiative}
    body = [
        *header(
            eyebrow=w.say("plan.eyebrow"), title=title, sub=w.say("attest.seen", system=view.system, on=view.seen_on),
            mark=Chip(look=WARNING, word=w.say(f"{key}.chip")),
        ),
        text(w.say("attest.how"), spacing="Medium"),
        why(view.why, w, w.say("attest.time"), w.say(f"{key}.ignored", trait=Trait.INTEGRATION)),
    ]
    form = Press(verb=Verb.PLAN_OPEN, ids=ids | {"part": Part.INTEGRATION.value})
    again = Button(title=w.say("plan.attest", part=Part.INTEGRATION), press=form)
    show = Button(title=w.say("notice.show"), press=Press(verb=Verb.RECORD_SHOW, ids=ids))
    return card(body, actions=action_bar(primary=again, others=[show]), fallback_text=title)


def attestation_rows(lines: Sequence[AttestationLine], w: Words, *, whole: bool) -> list[Element]:
    """On a check-in: what was seen and runs out, each with the way to its plan; only how many, where there is no room."""
    if not lines:
        return []
    title, means = w.say("attest.told", n=len(lines)), w.say("attest.who", trait=Trait.INTEGRATION)
    if not whole:
        return [notice("info", title, means)]
    rows = [
        row(w.free(line.name), sub=_told(line, w), link=_open(line, w), separator=at > 0)
        for at, line in enumerate(lines[:_MOST])
    ]
    if (more := len(lines) - _MOST) > 0:
        rows.append(text(w.say("attest.more", n=more), size="Small", spacing="Small"))
    return [*section(title, means), *rows]


def _told(line: AttestationLine, w: Words) -> str:
    key, by = "attest.line.ended" if line.ended else "attest.line", line.by or Raw(w.say("person.erased"))
    return w.say(key, by=by, until=line.holds_until)


def _open(line: AttestationLine, w: Words) -> Element:
    press = Press(verb=Verb.PLAN_SHOW, ids={"initiative": line.initiative})
    return execute(Button(title=w.say("plan.open", name=line.name), press=press, sends_inputs=False))
