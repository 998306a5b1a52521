"""The monthly check-in: one card for all initiatives of a sponsor that need an answer (L1).

What is known is shown, what is judged starts empty. One initiative shows its whole number panel; of several those do whose
number was read from a source, as long as the card stays under 28 kB, and the others one line. Nobody has to know the
result: an empty one is unknown, never zero (R15).
"""

from cards.adoption import use_short
from cards.answers import answer_line
from cards.buttons import Button, action_bar, execute
from cards.components import header, notice, panel, row
from cards.constraints import MOST_TOLD, constraint_notice
from cards.due import due_chip, why
from cards.elements import Element, card, container, text
from cards.evidence import evidence, judged_line, now_line, verdict_chip
from cards.fit import fitting
from cards.forms import Form, hint
from cards.looks import DUE, OUTLOOK, Chip
from cards.plan_told import attestation_rows
from cards.verbs import Press, Verb
from cards.why_number import ahead_line, why_number
from portfolio.checkins import Outlook
from portfolio.gates import GateState
from portfolio.initiatives import MAX_NOTE
from portfolio.metrics import COUNTED
from portfolio.verdicts import Verdict
from portfolio.views.checkins import CheckInForm, Clash, Row
from portfolio.views.numbers import Panel
from words.api import Raw, Words

_SNOOZES = ("tomorrow", "monday", "week")


def draw(view: CheckInForm, w: Words) -> Element:
    """The card, empty, refused with its problems, or saved by somebody else in the meantime.

    Many initiatives leave no room for whole panels, and long answers in a script of many bytes none for chips and
    examples, nor for all of what is said beside them: then it is drawn without. An answer that was typed is never cut.
    """
    ways = ((True, False, False), (False, False, False), (False, True, False), (False, True, True))
    return fitting(_draw(view, w, whole=whole, bare=bare, brief=brief) for whole, bare, brief in ways)


def _draw(view: CheckInForm, w: Words, *, whole: bool, bare: bool, brief: bool) -> Element:
    form = Form(words=w, values=view.values, problems=view.problems)
    rows = [element for one in view.rows for element in _row(one, view, form, whole=whole, bare=bare, brief=brief)]
    said = [_clash(view.clash, view.zone, w)] if view.clash else form.notice(rows)
    body = [*_header(view, w), *said, *constraint_notice(view.constraints, w, most=0 if brief else MOST_TOLD), *rows]
    body += attestation_rows(view.attestations, w, whole=not bare)
    if view.pages > 1:
        body.append(text(w.say("checkin.page", page=view.page, pages=view.pages), size="Small", spacing="Medium"))
    if view.more:
        body.append(text(w.say("checkin.more", n=view.more), size="Small", spacing="Medium"))
    if bad := sum(bool(news) for news in view.beyond.values()):
        body.append(text(w.say("checkin.beyond", n=bad), size="Small", spacing="Small"))
    minutes = _minutes(view)
    ignored = "checkin.unchanged" if _answered(view) else "checkin.ignored"
    body.append(why(view.why, w, w.say("checkin.time", n=minutes), w.say(ignored)))
    return card(body, actions=_actions(view, w), fallback_text=_title(view, w))


def _title(view: CheckInForm, w: Words) -> str:
    if view.problems or view.clash:
        return w.say("checkin.title.refused")
    if _answered(view):
        return w.say("checkin.title.again", n=len(view.rows))
    return w.say("checkin.title", n=len(view.rows) + view.more)


def _answered(view: CheckInForm) -> bool:
    """Whether this is about changing answers that are saved already."""
    if view.problems or view.clash:
        return False
    return all(f"{one.initiative}.outlook" in view.values for one in view.rows)


def _header(view: CheckInForm, w: Words) -> list[Element]:
    days = [one.days_left for one in view.rows if one.days_left is not None]
    return header(
        eyebrow=w.say("checkin.eyebrow", month=Raw(w.month(view.period))),
        title=_title(view, w),
        sub=w.say("checkin.sub", n=_minutes(view), person=view.person, closes_on=view.closes_on),
        mark=_nearest(min(days), w) if days else None,
    )


def _nearest(days_left: int, w: Words) -> Chip:
    """The nearest decision; once it is due, said as everywhere."""
    if days_left > 0:
        return Chip(look=DUE, word=w.say("checkin.decision", n=days_left))
    return due_chip(GateState.OPEN, days_left, w)


def _minutes(view: CheckInForm) -> int:
    """DOMAIN: 2 minutes for a few; half a minute for each that asks for more than a press."""
    return 1 + len(view.rows) // 2


def _row(one: Row, view: CheckInForm, form: Form, *, whole: bool, bare: bool, brief: bool) -> list[Element]:
    w = form.words
    first, alone = one is view.rows[0], len(view.rows) == 1
    whole = one.panel is not None and (alone or (whole and one.panel.why is not None))  # its panel says the rest
    metric = Press(verb=Verb.METRIC_OPEN, ids={"initiative": one.initiative})
    button = Button(title=w.say("checkin.set_metric", name=one.name), press=metric, sends_inputs=False)
    head = row(
        w.free(one.name),
        sub=None if whole or brief else _line(one, w),
        mark=None if bare or (whole and one.last_outlook is None) else _chip(one, w),
        link=execute(button) if one.panel is None else None,
        strong=True,
        separator=not first,
        spacing="Medium",
    )
    theirs = [text(line, size="Small", spacing="Small") for line in _theirs(one, view.clash, w)]
    theirs += [*_ahead(one, w, brief=brief), *_use(one, w, brief=brief)]
    asked = _questions(one, form, explained=first, examples=first or not bare)
    if alone or whole:
        number = [evidence(one.panel, w), *why_number(one.panel, w, f"why_{one.initiative}")] if one.panel else []
        return [head, *number, *theirs, container(asked, spacing="Large" if alone else "Medium")]
    return [head, *theirs, panel(asked, spacing="Small")]


def _ahead(one: Row, w: Words, *, brief: bool) -> list[Element]:
    """Where it will stand at the gate if it goes on like this, from the fourth week on (F13)."""
    if brief or one.panel is None or one.panel.foreseen is None:
        return []
    return [text(ahead_line(one.panel.foreseen, w), size="Small", spacing="Small")]


def _use(one: Row, w: Words, *, brief: bool) -> list[Element]:
    """How it is used, where that is followed; a fade is asked about where the sponsor answers anyway (I6)."""
    if one.use is None or (brief and not one.use.fading):
        return []
    said = [text(use_short(one.use, w), size="Small", spacing="Small")]
    if one.use.fading and not brief:
        said = [notice("warning", use_short(one.use, w), w.say("use.ask"))]
    return said


def _line(one: Row, w: Words) -> str:
    if one.panel is None:
        line = w.say("checkin.no_metric")
    else:
        line = now_line(one.panel, w) if one.panel.verdict is Verdict.NOT_MEASURED else judged_line(one.panel, w)
    said = one.panel is not None and one.panel.target_on == one.gate_on  # the day is in the line already
    return line if one.gate_on is None or said else w.say("checkin.line", line=Raw(line), gate_on=one.gate_on)


def _chip(one: Row, w: Words) -> Chip:
    if one.last_outlook is not None:
        return Chip(look=OUTLOOK[one.last_outlook], word=w.say("checkin.last", outlook=one.last_outlook))
    return verdict_chip(Verdict.NOT_MEASURED if one.panel is None else one.panel.verdict, w)


def _questions(one: Row, form: Form, *, explained: bool, examples: bool) -> list[Element]:
    w = form.words
    asked: list[Element] = []
    if one.panel is not None:
        asked += form.number(
            f"{one.initiative}.value",
            w.say("checkin.value", unit=one.panel.unit),
            error=w.say("checkin.value.error"),
            placeholder=w.say("checkin.value.example") if examples else None,
        )
        asked += [hint(_about_value(one.panel, w))] if explained or _filled_in(one.panel) else []
    asked += form.choice(
        f"{one.initiative}.outlook",
        w.say("checkin.outlook", gate_on=one.gate_on) if one.gate_on else w.say("checkin.outlook.undated"),
        [(outlook.value, w.say(f"checkin.outlook.{outlook}")) for outlook in Outlook],
        error=w.say("checkin.outlook.error"),
        required=True,
        spacing="Medium" if asked else None,
    )
    asked += form.text(
        f"{one.initiative}.note",
        w.say("checkin.note"),
        max_length=MAX_NOTE,
        multiline=True,
        placeholder=w.say("checkin.note.example") if examples else None,
        spacing="Small",
    )
    return asked


def _filled_in(panel: Panel) -> bool:
    """Whether the number is there already, read from a source."""
    return panel.current is not None and panel.current.provenance in COUNTED


def _about_value(panel: Panel, w: Words) -> str:
    """What to type, or why it is filled in and what changing it means."""
    if panel.current is None or not _filled_in(panel):
        return w.say("checkin.value.hint")
    source = panel.current.source or Raw(w.say("checkin.value.source"))
    return w.say("checkin.value.read", source=source, on=panel.current.on)


def _clash(clash: Clash, zone: str, w: Words) -> Element:
    at = Raw(w.when(clash.at, zone))
    return notice(
        "error", w.say("checkin.clash.title", by=clash.by, at=at), w.say("checkin.clash.text", by=clash.by)
    )


def _theirs(one: Row, clash: Clash | None, w: Words) -> list[str]:
    if clash is None:
        return []
    lines = [line for line in clash.theirs if line.initiative == one.initiative]
    return [w.say("checkin.clash.line", by=clash.by, answer=Raw(answer_line(line, w))) for line in lines]


def _actions(view: CheckInForm, w: Words) -> list[Element]:
    def press(verb: Verb, **ids: str) -> Press:
        return Press(verb=verb, ids={"check_in": view.check_in, **ids}, revision=view.revision)

    title = w.say("checkin.clash.save") if view.clash else w.say("checkin.submit", n=len(view.rows))
    save = Button(title=title, press=press(Verb.CHECKIN_SUBMIT))
    others = []
    if view.clash:
        theirs = w.say("checkin.clash.theirs", by=view.clash.by)
        others.append(Button(title=theirs, press=press(Verb.CHECKIN_THEIRS), sends_inputs=False))
    turns = [("portfolio.back", view.page - 1)] if view.page > 1 else []
    turns += [("portfolio.on", view.page + 1)] if view.page < view.pages else []
    for key, page in turns:
        others.append(Button(title=w.say(key), press=press(Verb.CHECKIN_EDIT, page=str(page)), sends_inputs=False))
    snoozes = [
        Button(title=w.say(f"checkin.snooze.{until}"), press=press(Verb.CHECKIN_SNOOZE, until=until))
        for until in (() if _answered(view) else _SNOOZES)
    ]
    return action_bar(primary=save, others=others, overflow=snoozes)
