"""Leadership's monthly digest: the finding first, then decisions owed, evidence, what moved, what needs attention (K1).

Every number has its provenance and date beside it (R17), and an answer that is missing is unknown so far (R15). A quiet
month, with nothing owed, decided, set aside, missing or wrong, is three lines.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from cards import phases
from cards.buttons import Button, action_bar
from cards.charts import Bar, ChartColour, chart_horizontal_bar
from cards.components import box, footer, header, mark_row, quote, row, section, tiles
from cards.constraints import constraint_rows
from cards.digest_outcomes import outcomes, result
from cards.disclosure import disclosure
from cards.due import PAUSED, due_chip
from cards.elements import Element, card, container, text
from cards.fit import fitting
from cards.looks import DECISION, WARNING, Chip
from cards.production import outcome_row
from cards.verbs import Press, Verb
from portfolio.checkins import Outlook
from portfolio.messages import Reason
from portfolio.verdicts import Verdict
from portfolio.views.digest import DecisionLine, Digest, OverrideLine, RiskLine
from portfolio.views.gates import GateLine
from words.api import Raw, Words
from words.roadmap_said import changes

_COLOURS: dict[Verdict, ChartColour] = {
    Verdict.PROVEN: "good",
    Verdict.LIKELY: "categoricalBlue",
    Verdict.SHORT: "warning",
    Verdict.IMPROVED: "warning",
    Verdict.NO_EFFECT: "attention",
    Verdict.UNCLEAR: "attention",
    Verdict.WORSE: "categoricalPurple",
    Verdict.NOT_MEASURED: "neutral",
}

_FEW, _WORST, _LIMITS = 5, 3, 4
"""Rather than show fewer initiatives than this, the post leaves out what was known at each decision, and names only so many
that need attention; of constraints it names so many, and in the end none, and counts the others."""


def draw(view: Digest, w: Words) -> Element:
    """The post; as much of it as fits into one message, and how many are in the portfolio list instead."""
    return fitting(_variants(view, w))


def _variants(view: Digest, w: Words) -> Iterator[Element]:
    """From the richest: with a table where there is room for one, with rows only, without remarks, with fewer rows, without
    what the record keeps, the lines of what is in production last."""
    yield _draw(view, w, tabled=True, notes=True, limits=_LIMITS)
    yield _draw(view, w, tabled=False, notes=True, limits=_LIMITS)
    bare = tuple(replace(line, panel=None) for line in view.decided)
    worst = view.risks[:_WORST]
    for decided, risks, least in ((view.decided, view.risks, _FEW), (bare, view.risks, _FEW), (bare, worst, 0)):
        for shown in range(len(view.outcomes), least - 1, -1):
            more = view.more_outcomes + len(view.outcomes) - shown
            fewer = replace(
                view, outcomes=view.outcomes[:shown], more_outcomes=more, decided=decided, risks=risks,
                more_risks=view.more_risks + len(view.risks) - len(risks),
            )
            yield _draw(fewer, w, tabled=False, notes=False, limits=_LIMITS if least else 0)
    for shown in range(len(view.production) - 1, -1, -1):
        left = len(view.production) - shown
        cut = replace(fewer, production=view.production[:shown], more_production=view.more_production + left)
        yield _draw(cut, w, tabled=False, notes=False, limits=0)


def _draw(view: Digest, w: Words, *, tabled: bool, notes: bool, limits: int) -> Element:
    month = Raw(w.month(view.period))
    finding = _finding(view, w)
    body = header(eyebrow=w.say("digest.eyebrow", month=month), title=finding, sub=_sub(view, w))
    if not _quiet(view):
        body += _blocks(view, w, tabled=tabled, limits=limits)
        body += _notes(view, w) if notes else []
        if view.unanswered:
            body.append(text(w.say("digest.unanswered", n=view.unanswered), size="Small", spacing="Medium"))
    phase = [phases.line(view.phase, w)] if view.phase else []
    body.append(footer(" ".join([*phase, *_late(view, w), _dated(view, w)])))
    portfolio = Button(title=w.say("digest.portfolio"), press=Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": "1"}))
    return card(body, actions=action_bar(primary=portfolio), fallback_text=f"{finding}. {_sub(view, w)}", full_width=True)


def _dated(view: Digest, w: Words) -> str:
    if view.posted_on is None:
        return w.say("digest.asked", frozen_on=view.frozen_on)
    frozen = w.say("digest.frozen", frozen_on=view.frozen_on, posted_on=view.posted_on)
    return f"{frozen} {w.name(Reason.FIFTH_WORKING_DAY)}"


def _quiet(view: Digest) -> bool:
    """Nothing leadership has to read: no sponsor warned or wrote anything either, for they were told it would be read."""
    said = any(one.note or one.outlook in (Outlook.AT_RISK, Outlook.OFF_TRACK) for one in view.outcomes)
    return not (
        view.owed or view.decided or view.overrides or view.production or view.risks or view.constraints
        or view.unanswered or view.ideas_late or view.roadmap or said
    )


def _blocks(view: Digest, w: Words, *, tabled: bool, limits: int) -> list[Element]:
    made = _tiles(view, w) if _total(view) else []
    if view.owed:
        made.append(box(w.say("digest.owed"), [*(_owed(line, w) for line in view.owed), *_more("owed", view.more_owed, w)]))
    if view.counts:
        made.append(_chart(view, w))
    if view.decided:
        made += [*section(w.say("digest.decided")), *(part for line in view.decided for part in _decided(line, w))]
    if view.roadmap:
        made.append(text(changes(view.roadmap, w), size="Small", spacing="Medium"))
    if view.overrides:
        made += [*section(w.say("digest.overrides")), *(_override(line, w) for line in view.overrides)]
    if view.production:
        made += [*section(w.say("digest.production")), *(outcome_row(line, w) for line in view.production)]
    made += _more("production", view.more_production, w)
    if view.risks or view.ideas_late:
        made += [*section(w.say("digest.risks")), *(_risk(line, w) for line in view.risks)]
        made += [*_more("risks", view.more_risks, w), *_ideas(view, w)]
    made += constraint_rows(view.constraints, w, w.say("constraints.digest"), most=limits)
    if view.outcomes:
        title = w.say("digest.outcomes.flying" if view.production else "digest.outcomes")
        made += [*section(title, separator=True), *outcomes(view.outcomes, w, tabled=tabled)]
    if view.more_outcomes:
        made.append(text(w.say("digest.more", n=view.more_outcomes), size="Small", spacing="Small"))
    return made


def _more(block: str, count: int, w: Words) -> list[Element]:
    """How many of a list are not shown."""
    return [text(w.say(f"digest.{block}.more", n=count), size="Small", spacing="Small")] if count else []


def _total(view: Digest) -> int:
    return sum(bar.count for bar in view.counts)


def _counted(view: Digest, verdict: Verdict) -> int:
    return sum(bar.count for bar in view.counts if bar.verdict is verdict)


def _finding(view: Digest, w: Words) -> str:
    total, proven = _total(view), _counted(view, Verdict.PROVEN)
    if total == 0 and view.production:
        return w.say("digest.finding.producing", n=len(view.production) + view.more_production)
    if total == 0:
        return w.say("digest.finding.empty")
    of = "digest.finding.open" if view.production else "digest.finding"  # what was funded has its own lines
    if proven > 1:
        return w.say(f"{of}.several", proven=proven, all=total)
    return w.say(of if proven else f"{of}.none", n=total)


def _sub(view: Digest, w: Words) -> str:
    owed, late = _decisions(view)
    if _quiet(view):
        return w.say("digest.sub.quiet")
    if late and late == owed:
        return w.say("digest.sub.all_late", n=late)
    said = w.say("digest.sub.owed", n=owed) if owed else w.say("digest.sub.none")
    return f"{said} {w.say('digest.sub.late', n=late)}" if late else said


def _decisions(view: Digest) -> tuple[int, int]:
    """How many decisions are owed, and how many of them are overdue, shown or not."""
    late = sum(line.days_left < 0 for line in view.owed)
    return len(view.owed) + view.more_owed, late + view.more_overdue


def _tiles(view: Digest, w: Words) -> list[Element]:
    total, (owed, late) = _total(view), _decisions(view)
    return tiles(
        [
            (
                w.say("digest.tile.proven"),
                w.say("digest.tile.proven.value", proven=_counted(view, Verdict.PROVEN), all=total),
                w.say("digest.tile.proven.text", count=_counted(view, Verdict.NOT_MEASURED)),
            ),
            (w.say("digest.tile.owed"), w.number(owed), w.say("digest.tile.owed.text", count=late)),
            (
                w.say("digest.tile.answered"),
                w.say("digest.tile.answered.value", answered=total - view.unanswered, all=total),
                w.say("digest.tile.answered.text", count=view.unanswered),
            ),
            (w.say("digest.tile.decided"), w.number(len(view.decided)), w.say("digest.tile.decided.text")),
        ]
    )


def _owed(line: GateLine, w: Words) -> Element:
    key = "digest.owed.line" if line.sponsor else "digest.owed.nobody"
    return row(
        w.free(line.name),
        sub=w.say(key, sponsor=line.sponsor or "", on=line.gate_on),
        mark=due_chip(line.state, line.days_left, w),
        separator=False,
    )


def _chart(view: Digest, w: Words) -> Element:
    """One bar per word: two codes can share one ("Below target")."""
    total = _total(view)
    counts: dict[str, int] = {}
    colours: dict[str, ChartColour] = {}
    for bar in sorted(view.counts, key=lambda bar: list(Verdict).index(bar.verdict)):
        word = w.name(bar.verdict)
        counts[word] = counts.get(word, 0) + bar.count
        colours.setdefault(word, _COLOURS[bar.verdict])
    bars = [
        Bar(
            label=word,
            value=Decimal(count),
            shown=w.say("digest.chart.value", count=count, all=total),
            colour=colours[word],
        )
        for word, count in counts.items()
    ]
    made = chart_horizontal_bar(w.say("digest.chart.title", n=total), bars, spacing="Small")
    return container([text(w.say("digest.chart"), bold=True, size="Small"), made], spacing="Large")


def _decided(line: DecisionLine, w: Words) -> list[Element]:
    """The decision with its chip; what it was decided on is too long to stand beside one, so it has the whole width."""
    said = w.say(f"digest.decided.{line.choice or 'pause'}", on=line.on)
    mark = Chip(look=PAUSED, word=w.say("default.pause"))
    if line.choice is not None:
        mark = Chip(look=DECISION[line.choice], word=w.say(f"outcome.{line.choice}"))
    if line.taken_back:
        said, mark = w.say("digest.decided.taken_back", was=Raw(said)), Chip(look=WARNING, word=w.say("decided.withdrawn"))
    below = w.say("digest.decided.policy") if line.by_policy else _evidence_then(line, w)
    made = [row(w.free(line.name), sub=said, mark=mark, separator=False)]
    return made if below is None else [*made, text(below, subtle=True, size="Small", spacing="None")]


def _evidence_then(line: DecisionLine, w: Words) -> str | None:
    """What it was decided on: a verdict with its number and where that comes from (R17)."""
    if line.panel is None:
        return None
    return " · ".join([w.say("digest.decided.evidence", verdict=line.panel.verdict), *result(line.panel, w)])


def _override(line: OverrideLine, w: Words) -> Element:
    """R4: printed until mended or expired, each piece with its sentence."""
    return mark_row(
        WARNING,
        w.free(line.name),
        detail=" ".join(w.name(piece) for piece in line.pieces),
        sub=w.say("digest.overrides.line", second=line.second, expires=line.expires),
    )


def _risk(line: RiskLine, w: Words) -> Element:
    return mark_row(WARNING, w.free(line.name), sub=" · ".join(w.name(condition) for condition in line.conditions))


def _ideas(view: Digest, w: Words) -> list[Element]:
    if not view.ideas_late:
        return []
    return [mark_row(WARNING, w.say("digest.ideas", n=view.ideas_late), sub=w.say("digest.ideas.who"))]


def _late(view: Digest, w: Words) -> list[str]:
    """The ladder "source late": named in the footer."""
    if not view.late:
        return []
    lines = [w.say("digest.late.line", source=one.source, name=one.name, on=one.known_on) for one in view.late]
    lines += [w.say("digest.late.more", n=view.more_late)] if view.more_late else []
    return [w.say("digest.late", lines=Raw(w.listed(lines)))]


def _notes(view: Digest, w: Words) -> list[Element]:
    said = [outcome for outcome in view.outcomes if outcome.note]
    if not said:
        return []
    count = w.say("digest.notes.count", n=len(said))
    quotes = [quote(w.free(outcome.name), w.free(outcome.note)) for outcome in said]
    return disclosure("notes", w.say("digest.notes"), count, quotes, spacing="Medium")
