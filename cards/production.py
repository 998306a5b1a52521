"""What became of what was funded (R24): its line in the digest, and the message to its sponsor before that (R18)."""

from cards.adoption import use_short
from cards.buttons import Button, action_bar
from cards.components import header, row
from cards.digest_outcomes import result
from cards.due import why
from cards.elements import Element, card, text
from cards.evidence import verdict_chip
from cards.verbs import Press, Verb
from portfolio.gates import Origin
from portfolio.views.numbers import Panel
from portfolio.views.production import OutcomeLine, Outcomes
from words.api import Raw, Words

_MOVED = frozenset({Origin.FADING, Origin.GUARDRAIL})


def draw(view: Outcomes, w: Words) -> Element:
    """To the sponsor: what no longer holds, and when leadership reads it."""
    title = w.say("outcomes.title", n=len(view.lines) + view.more)
    first = view.lines[0]
    body = [
        *header(
            eyebrow=w.say("outcomes.eyebrow", month=Raw(w.month(view.period))),
            title=title,
            sub=w.say("outcomes.sub", n=view.all, digest_on=view.digest_on),
        ),
        *(outcome_row(line, w, separator=line is not first) for line in view.lines),
        *([text(w.say("outcomes.more", n=view.more), size="Small", spacing="Small")] if view.more else []),
        why(view.why, w, w.say("outcomes.ignored")),
    ]
    show = Button(
        title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids={"initiative": first.initiative})
    )
    every = Button(title=w.say("digest.portfolio"), press=Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": "1"}))
    return card(body, actions=action_bar(others=[every if len(view.lines) > 1 else show]), fallback_text=title)


def outcome_row(line: OutcomeLine, w: Words, *, separator: bool = False) -> Element:
    """The number now with where it comes from, what it was funded on, and when it is looked at again."""
    return row(
        w.free(line.name),
        sub=_number(line.panel, w),
        below="\n\n".join([_since(line, w), *([use_short(line.use, w)] if line.use else [])]),
        mark=verdict_chip(line.verdict, w),
        separator=separator,
    )


def _number(panel: Panel | None, w: Words) -> str:
    """The number now beside the baseline and the target it was funded on, and where it comes from (R17)."""
    shown, *source = result(panel, w)
    if panel is not None and panel.current is not None and panel.baseline is not None and panel.target is not None:
        shown = w.say("production.number", now=Raw(shown), baseline=panel.baseline.value, target=panel.target)
    return " · ".join([shown, *source])


def _since(line: OutcomeLine, w: Words) -> str:
    known = "production.since" if line.then else "production.since.unknown"
    since = w.say(known, on=line.funded_on, then=line.then) if line.then else w.say(known, on=line.funded_on)
    key = f"production.review.{line.origin}" if line.origin in _MOVED else "production.review"
    return f"{since} · {w.say(key, on=line.review_on)}"
