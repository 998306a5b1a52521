"""Use, as anybody may read it: how many of how many, how steady, on how few it rests, and whether it falls (I1, I2, I6).

No figure about fewer than ten people and no name is ever in it (R13): portfolio.adoption sees to that. It informs, and no
verdict is made of it; the card says so.
"""

from cards.components import beside, panel
from cards.disclosure import disclosure
from cards.elements import Element, text
from cards.looks import ERROR, GOOD, UNKNOWN, WARNING, Chip
from cards.pairs import pairs
from portfolio.adoption import Adoption, Figure, Hidden
from portfolio.statistics.concentration import TEN
from portfolio.statistics.fade import FIRST_WEEK, Fade
from words.api import Raw, Words


def use_panel(use: Adoption, w: Words) -> list[Element]:
    """The panel with its chip, and a row that opens to what is behind it."""
    head = text(w.say("use.title", product=use.product, group=use.group), bold=True, size="Small")
    mark = _chip(use, w)
    lines = [text(use_line(use, w), spacing="ExtraSmall")]
    lines += [text(line, size="Small", spacing="ExtraSmall") for line in _more(use, w)]
    lines.append(text(_from(use, w), subtle=True, size="Small", spacing="Small"))
    made = panel([beside([head], mark) if mark else head, *lines])
    why = [*pairs(_facts(use, w)), text(w.say("use.why.informs"), size="Small", spacing="Small")]
    said = w.say("use.why.sub", on=use.on)
    return [made, *disclosure("why_use", w.say("use.why.title"), said, why, separator=False)]


def use_line(use: Adoption, w: Words) -> str:
    """How many of how many, on one line; with concealed names of the whole tenant."""
    if use.concealed:
        if use.tenant.value is None or use.tenant_active.value is None:
            return w.say("use.concealed")
        return w.say("use.tenant", active=use.tenant_active.value, of=use.tenant.value)
    if use.eligible.value is None:
        return w.say("use.small")
    of = use.eligible.value
    match use.active:
        case Figure(value=None, hidden=Hidden.FEW):
            return w.say("use.few", least=TEN, of=of)
        case Figure(value=None):
            return w.say("use.nearly_all", more=of - TEN, of=of)
    assert use.active.value is not None
    return w.say("use.active", active=use.active.value, of=of)


def use_short(use: Adoption, w: Words) -> str:
    """The same with what is wrong, for a list: "Use: 26 of 40 people · falling since 5 Oct"."""
    said = [w.say("use.short", line=Raw(use_line(use, w)))]
    if use.falling_since is not None:
        said.append(w.say("use.short.falling", since=use.falling_since))
    if use.hero:
        said.append(w.say("use.short.hero"))
    return " · ".join(said)


def _chip(use: Adoption, w: Words) -> Chip | None:
    if use.fade is Fade.RED:
        return Chip(look=ERROR, word=w.name(Fade.RED))
    if use.hero:
        return Chip(look=WARNING, word=w.say("use.chip.hero"))
    if use.fade is Fade.AMBER:
        return Chip(look=WARNING, word=w.name(Fade.AMBER))
    if use.fade is Fade.NONE:
        return Chip(look=GOOD, word=w.name(Fade.NONE))
    return Chip(look=UNKNOWN, word=w.say("use.chip.early"))


def _more(use: Adoption, w: Words) -> list[str]:
    said = []
    if use.concealed:
        said.append(w.say("use.concealed.why"))
    if use.falling_since is not None:
        said.append(w.say("use.falling", since=use.falling_since))
    if use.effective.value is not None and use.active.value is not None:
        key = "use.effective.hero" if use.hero else "use.effective"
        said.append(w.say(key, active=use.active.value, effective=use.effective.value))
    elif use.hero:
        said.append(w.say("use.hero"))
    return said


def _from(use: Adoption, w: Words) -> str:
    return w.say("use.from", product=use.product, on=use.on, provisional=use.provisional_from)


def _facts(use: Adoption, w: Words) -> list[tuple[str, str]]:
    facts = [
        (w.say("use.why.report"), w.say("use.why.report.of", product=use.product, on=use.on, read=use.read_at.date())),
        (w.say("use.why.group"), w.free(use.group)),
    ]
    if use.eligible.value is not None:
        facts += [
            (w.say("use.why.eligible"), w.say("use.why.by_directory" if use.by_directory else "use.why.by_report",
                                              people=use.eligible.value)),
            *([(w.say("use.why.activated"), _figure(use.activated, w))] if use.activated else []),
            (w.say("use.why.active"), _figure(use.active, w)),
            *([(w.say("use.why.weekly"), _figure(use.weekly, w))] if use.weekly else []),
            (w.say("use.why.habitual"), _figure(use.habitual, w)),
            (w.say("use.why.days"), _figure(use.days_a_week, w)),
            (w.say("use.why.effective"), _figure(use.effective, w)),
            (w.say("use.why.fade"), _fade(use, w)),
        ]
    if use.agrees is not None:
        facts.append((w.say("use.why.totals"), w.say("use.why.agrees" if use.agrees else "use.why.differs")))
    if use.missing:
        facts.append((w.say("use.why.missing"), w.listed(w.say(f"use.count.{name}") for name in use.missing)))
    return facts


def _figure(figure: Figure, w: Words) -> str:
    if figure.value is not None:
        return w.number(figure.value)
    assert figure.hidden is not None
    return w.name(figure.hidden)


def _fade(use: Adoption, w: Words) -> str:
    if use.fade is None:
        return w.say("use.why.fade.early", known=use.weeks, need=FIRST_WEEK)
    return w.say("use.why.fade.weeks", fade=use.fade, n=use.weeks)
