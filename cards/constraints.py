"""Constraints: the register page by page, one entry, and the lines of those that hit what another card is about (D6)."""

from collections.abc import Mapping, Sequence

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import empty, header, notice, row, section
from cards.elements import Element, card, text
from cards.forms import Form
from cards.looks import CLOSED, ERROR, WARNING, Chip, Look
from cards.pairs import pairs
from cards.short import short
from cards.verbs import Press, Verb
from portfolio.discover.constraints import MAX_TEXT, ConstraintKind, ConstraintStanding
from portfolio.filters import LONGEST
from portfolio.initiatives import MAX_NOTE
from portfolio.views.discover import ConstraintCard, ConstraintLine, ConstraintList
from words.api import Raw, Words

ANY = "any"
_HOLDS = Look(style="Subtle", icon="LockClosed", symbol="◆")
_LOOKS: Mapping[ConstraintStanding, Look] = {
    ConstraintStanding.HOLDS: _HOLDS, ConstraintStanding.EXPIRING: WARNING, ConstraintStanding.EXPIRED: ERROR,
    ConstraintStanding.LIFTED: CLOSED,
}  # fmt: skip
_MOST_NAMED, _MOST_LISTED = 3, 12
MOST_TOLD = 3
"""Constraints on a check-in; the others are counted."""
_LONGEST_TEXT, _LONGEST_NAME, _LONGEST_TITLE = 140, 40, 60
"""Signs of what it says and of what it hits, wherever it is one of several: its own card has all of it."""


def draw(view: ConstraintList, w: Words) -> Element:
    """A page of the register."""
    if not view.seen:
        return _none(view, w)
    narrowed = view.kind is not None or bool(view.about)
    title = w.say("constraints.narrowed" if narrowed else "constraints.title", n=view.total, all=view.seen)
    page = {"page": view.page, "pages": view.pages}
    eyebrow = w.say("constraints.eyebrow.page", **page) if view.pages > 1 else w.say("constraints.eyebrow")
    rows = [_row(line, w, separator=at > 0, linked=True) for at, line in enumerate(view.rows)]
    body = [*header(eyebrow=eyebrow, title=title, sub=_said(view, w)), *rows]
    return card(body, actions=_turns(view, w, narrowed=narrowed), fallback_text=title)


def _none(view: ConstraintList, w: Words) -> Element:
    title = w.say("constraints.none")
    words = w.say("constraints.none.office" if view.may_change else "constraints.none.text")
    actions = action_bar(primary=_add(w)) if view.may_change else []
    return card([empty("LockOpen", title, words)], actions=actions, fallback_text=title)


def _add(w: Words) -> Button:
    return Button(title=w.say("constraints.add"), press=Press(verb=Verb.CONSTRAINT_FORM, ids={}), sends_inputs=False)


def _said(view: ConstraintList, w: Words) -> str | None:
    parts = [w.name(view.kind)] if view.kind is not None else []
    parts += [w.say("constraints.about", text=view.about)] if view.about else []
    return " · ".join(parts) or None


def _turns(view: ConstraintList, w: Words, *, narrowed: bool) -> list[Element]:
    kept = {"kind": view.kind.value if view.kind else ANY, "text": view.about}
    turns = [("portfolio.back", view.page - 1)] if view.page > 1 else []
    turns += [("portfolio.on", view.page + 1)] if view.page < view.pages else []
    others = [
        Button(
            title=w.say(key), press=Press(verb=Verb.CONSTRAINTS_SHOW, ids={"page": str(page), **kept}), sends_inputs=False
        )
        for key, page in turns
    ]
    overflow = [_add(w)] if view.may_change else []
    if narrowed:
        overflow.append(Button(title=w.say("filter.clear"), press=Press(verb=Verb.CONSTRAINTS_SHOW, ids={"page": "1"})))
    return action_bar(others=[_filter(view, w), *others], overflow=overflow)


def _filter(view: ConstraintList, w: Words) -> Element:
    form = Form(words=w, values={"kind": view.kind or ANY, "about": view.about}, problems=())
    kinds = [(ANY, w.say("filter.any")), *((kind.value, w.name(kind)) for kind in ConstraintKind)]
    body = [
        *form.choice("kind", w.say("constraint.kind"), kinds, style="compact"),
        *form.text("about", w.say("form.optional", label=w.say("constraints.filter.about")), max_length=LONGEST),
    ]
    submit = Button(title=w.say("filter.submit"), press=Press(verb=Verb.CONSTRAINTS_FILTER, ids={}))
    return show_card(w.say("constraints.filter"), body, actions=action_bar(primary=submit))


def _row(line: ConstraintLine, w: Words, *, separator: bool, linked: bool) -> Element:
    show = Press(verb=Verb.CONSTRAINT_SHOW, ids={"constraint": line.constraint})
    title = w.say("constraints.show", text=Raw(said(line, w, most=_LONGEST_TITLE)))
    link = execute(Button(title=title, press=show, sends_inputs=False))
    return row(
        said(line, w, most=_LONGEST_TEXT), sub=_about_line(line, w), below=hits(line, w),
        mark=_chip(line, w), link=link if linked else None, separator=separator,
    )


def _about_line(line: ConstraintLine, w: Words) -> str:
    return w.say("constraint.line", kind=line.kind, until=Raw(ends(line, w)))


def said(line: ConstraintLine, w: Words, *, most: int = MAX_TEXT) -> str:
    """What it says, in so many signs at most; that it was erased, where it was."""
    return w.free(short(line.text, most)) if line.text else w.say("constraint.erased")


def ends(line: ConstraintLine, w: Words) -> str:
    """Until when it holds, or when somebody last looked at it."""
    if line.lifted_on is not None:
        return w.say("constraint.lifted_on", on=line.lifted_on)
    if line.expires is not None:
        key = "constraint.ended" if line.standing is ConstraintStanding.EXPIRED else "constraint.until"
        return w.say(key, on=line.expires)
    if line.reviewed_on is not None:
        return w.say("constraint.reviewed", on=line.reviewed_on)
    return w.say("constraint.no_end")


def hits(line: ConstraintLine, w: Words) -> str | None:
    """What it hits, a few by name; None where nothing else has to be said."""
    names = [w.free(short(hit.name, _LONGEST_NAME)) for hit in line.hits[:_MOST_NAMED]]
    more = line.more + max(0, len(line.hits) - _MOST_NAMED)
    if not names and not more:
        return w.say("constraint.hits.none")
    if more:
        names.append(w.say("constraint.hits.more", n=more))
    return w.say("constraint.hits", names=Raw(w.listed(names)))


def _chip(line: ConstraintLine, w: Words) -> Chip:
    return Chip(look=_LOOKS[line.standing], word=w.name(line.standing))


def constraint_rows(found: Sequence[ConstraintLine], w: Words, title: str, *, most: int = 3) -> list[Element]:
    """Those that hit what a card is about, and where the others are; nothing where there is none."""
    if not found:
        return []
    rows = [_about(line, w, separator=at > 0) for at, line in enumerate(found[:most])]
    left = len(found) - most
    more = [text(w.say("constraints.more", n=left), size="Small", spacing="Small")] if left > 0 else []
    return [*section(title), *rows, *more]


def _about(line: ConstraintLine, w: Words, *, separator: bool) -> Element:
    below = hits(line, w) if line.hits else w.say("constraint.source", source=line.source) if line.source else None
    title = said(line, w, most=_LONGEST_TEXT)
    return row(title, sub=_about_line(line, w), below=below, mark=_chip(line, w), separator=separator)


def constraint_notice(found: Sequence[ConstraintLine], w: Words, *, most: int = MOST_TOLD) -> list[Element]:
    """What a sponsor is told with the card of the month: one box, a sentence each."""
    if not found:
        return []
    told = [_told(line, w) for line in found[:most]]
    told += [w.say("constraints.more", n=len(found) - most)] if len(found) > most else []
    ended = any(line.standing is not ConstraintStanding.HOLDS for line in found)
    return [notice("warning" if ended else "info", w.say("constraints.told", n=len(found)), "\n".join(told))]


def _told(line: ConstraintLine, w: Words) -> str:
    text, until = Raw(said(line, w, most=_LONGEST_TEXT)), Raw(ends(line, w))
    key, on = f"constraint.told.{line.standing}", line.expires or ""
    sentence = w.say(key, n=None, kind=line.kind, text=text, until=until, on=on)
    return " ".join([sentence, *([f"{named}."] if line.hits and (named := hits(line, w)) else [])])


def draw_card(view: ConstraintCard, w: Words) -> Element:
    """One entry with everything about it, and how it is lifted."""
    line, form = view.line, Form(words=w, values={}, problems=view.problems)
    owner = w.free(line.owner) if line.owner else w.say("constraint.no_owner")
    facts = [
        (w.say("constraint.kind"), w.name(line.kind)),
        (w.say("constraint.from"), w.free(line.source) if line.source else w.say("constraint.erased")),
        (w.say("constraint.owner"), owner),
        (w.say("constraint.end"), _sentence(ends(line, w))),
        (w.say("constraint.hit"), _all_hits(line, w)),
        *([(w.say("constraint.lifted_why"), w.free(line.reason))] if line.reason else []),
    ]
    title = said(line, w)
    body = [
        *header(eyebrow=w.say("constraint.eyebrow"), title=title, mark=_chip(line, w)),
        *form.above(),
        *([notice("good", w.say(f"constraint.just.{view.just}"))] if view.just else []),
        *pairs(facts),
    ]
    return card(body, actions=_card_buttons(view, form), fallback_text=title)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _all_hits(line: ConstraintLine, w: Words) -> str:
    names = [w.free(hit.name) for hit in line.hits[:_MOST_LISTED]]
    more = line.more + max(0, len(line.hits) - _MOST_LISTED)
    names += [w.say("constraint.hits.more", n=more)] if more else []
    return w.listed(names) or w.say("constraint.hits.none")


def _card_buttons(view: ConstraintCard, form: Form) -> list[Element]:
    w, ids = form.words, {"constraint": view.line.constraint}
    everything = Button(
        title=w.say("constraints.all"), press=Press(verb=Verb.CONSTRAINTS_SHOW, ids={"page": "1"}), sends_inputs=False
    )
    if not view.may_change:
        return action_bar(others=[everything])
    change = Button(title=w.say("constraint.change"), press=Press(verb=Verb.CONSTRAINT_FORM, ids=ids), sends_inputs=False)
    reason = form.text(
        "reason", w.say("constraint.reason"), max_length=MAX_NOTE, multiline=True, required=True,
        error=w.say("constraint.reason.error"),
    )
    lift = Press(verb=Verb.CONSTRAINT_LIFT, ids=ids, revision=view.revision)
    submit = execute(Button(title=w.say("constraint.lift.submit"), press=lift), primary=True)
    lifting = show_card(w.say("constraint.lift"), reason, actions=[submit])
    return action_bar(others=[change, lifting, everything])
