"""Verb -> action -> view: the whole table on one screen. Each handler is a plain function of the turn's transaction."""

from collections.abc import Mapping
from dataclasses import replace

from actions import (
    adoption,
    audit_cards,
    baseline_cards,
    baselines,
    case_log,
    checkins,
    connecting,
    decisions,
    defaults,
    digests,
    extensions,
    grants,
    guardrails,
    metrics,
    records,
    signatures,
    snoozing,
    sponsorship,
    sprints,
    undoing,
)
from bot import finding, several
from bot.areas import AREA_FORMS, AREA_ROUTES
from bot.turn import Handler, Turn, personal
from cards.render import BENEATH
from cards.verbs import Verb
from dialogs import adoption as adoption_dialog
from dialogs import baseline as baseline_dialog
from dialogs import case_log as log_dialog
from dialogs import checkin as checkin_dialog
from dialogs import connecting as connecting_dialog
from dialogs import decision as decision_dialog
from dialogs import filters as filters_dialog
from dialogs import guardrail as guard_dialog
from dialogs import metric as metric_dialog
from dialogs import registration as registration_dialog
from portfolio.authority import Act, allowed
from portfolio.errors import Invalid
from portfolio.observations import Shape
from portfolio.views.adoption import FollowForm
from portfolio.views.notices import Help, OfficeWord, Word

OFFICE: Mapping[OfficeWord, Act] = {
    OfficeWord.PREVIEW: Act.RELEASE,
    OfficeWord.RELEASE: Act.RELEASE,
    OfficeWord.DIGEST_HERE: Act.BIND_CHANNEL,
    OfficeWord.SPONSOR: Act.NAME_SPONSOR,
    OfficeWord.ADOPT: Act.ADOPT,
    OfficeWord.USAGE: Act.ENABLE_SOURCE,
    OfficeWord.SOURCES: Act.ENABLE_SOURCE,
    OfficeWord.ENABLE: Act.ENABLE_SOURCE,
    OfficeWord.READING: Act.ENABLE_SOURCE,
    OfficeWord.IMPORT: Act.IMPORT,
    OfficeWord.AUDIT: Act.AUDIT,
    OfficeWord.ROADMAP: Act.SEE_ROADMAP,
    OfficeWord.PHASES: Act.SEE_ROADMAP,
    OfficeWord.INTERVIEW: Act.INTERVIEW,
    OfficeWord.IDEAS: Act.ANSWER_IDEA,
    OfficeWord.MAP: Act.SEE_PORTFOLIO,
    OfficeWord.OPPORTUNITIES: Act.SEE_OPPORTUNITIES,
}
"""Who reads of these commands in the help; what they do is checked again when they are typed."""


def helped(turn: Turn, said: str | None = None, likely: tuple[Word, ...] = ()) -> Help:
    """All commands that this person may type, or the likeliest ones after words nobody understands."""
    office = tuple(word for word, act in OFFICE.items() if allowed(turn.actor, act))
    return Help(said=said, likely=likely, in_channel=turn.channel is not None, office=office)


def _decide(turn: Turn) -> object:
    command = decision_dialog.decide(turn.inputs, turn.id("gate"), turn.seen(), turn.id("choice"))
    return decisions.decide(turn.tx, turn.actor, command, turn.company, turn.now)


def _answer(accept: bool) -> Handler:
    return lambda t: sponsorship.answer(
        t.tx, t.actor, registration_dialog.answer(t.inputs, t.id("initiative"), accept=accept), t.company, t.now
    )


def _sign(agree: bool) -> Handler:
    return lambda t: signatures.countersign(
        t.tx, t.actor, decision_dialog.countersign(t.inputs, t.id("decision"), agree=agree), t.now
    )


def _rail(turn: Turn) -> int | None:
    """The guardrail that a button is about."""
    return guard_dialog.number(turn.ids.get("guardrail"))


def _log(turn: Turn) -> object:
    asked = log_dialog.Asked(
        initiative=turn.id("initiative"), entry=turn.id("entry"), shape=turn.id("shape"), revision=turn.revision
    )
    command = log_dialog.log(turn.inputs, asked, turn.actor.zone, turn.now)
    return case_log.save(turn.tx, turn.actor, command, turn.now)


def _log_again(turn: Turn) -> object:
    """The form of a case that was refused: the one that was filled in, under the same name."""
    initiative, entry = turn.id("initiative"), turn.id("entry")
    if turn.revision is not None:
        return case_log.again(turn.tx, turn.actor, initiative, entry, turn.now)
    return replace(case_log.form(turn.tx, turn.actor, initiative, turn.now), entry=entry)


def _columns(turn: Turn) -> object:
    command = connecting_dialog.columns(turn.inputs, turn.id("lookup"), turn.id("choice"), turn.actor.zone)
    return connecting.choose_columns(turn.tx, turn.actor, command, turn.card, turn.now)


def _reshape(turn: Turn) -> object:
    shape = turn.id("choice")
    if shape not in tuple(Shape):
        raise Invalid(code="bad_card")
    return connecting.reshape(turn.tx, turn.actor, turn.id("lookup"), Shape(shape), turn.now)


def _grant(enable: bool) -> Handler:
    return lambda t: grants.answer(
        t.tx, t.actor, connecting_dialog.answer(t.inputs, t.id("grant"), t.seen(), enable=enable), t.now
    )


def _baseline(turn: Turn) -> object:
    between = baseline_dialog.carried(turn.ids)
    return baseline_cards.show(turn.tx, turn.actor, turn.id("initiative"), between, turn.now)


ROUTES: Mapping[Verb, Handler] = {
    **AREA_ROUTES,
    Verb.HELP_SHOW: helped,
    Verb.REGISTER_OPEN: finding.blank,
    Verb.REGISTER_SUBMIT: finding.register,
    Verb.SPONSORSHIP_ACCEPT: _answer(True),
    Verb.SPONSORSHIP_DECLINE: _answer(False),
    Verb.SPONSORSHIP_NAME_OPEN: lambda t: sponsorship.name_form(t.tx, t.actor, t.id("initiative"), t.now),
    Verb.SPONSORSHIP_NAME: lambda t: sponsorship.name(
        t.tx, t.actor, registration_dialog.name_sponsor(t.inputs, t.id("initiative")), t.now
    ),
    **several.ROUTES,
    Verb.METRIC_OPEN: lambda t: metrics.form(t.tx, t.actor, t.id("initiative")),
    Verb.METRIC_CHECK: lambda t: metrics.check(
        t.tx, t.actor, t.id("initiative"), t.inputs, metric_dialog.sketch(t.inputs)
    ),
    Verb.METRIC_REWORD: lambda t: metrics.check(
        t.tx, t.actor, t.id("initiative"), t.inputs, metric_dialog.sketch(t.inputs), reworded=True
    ),
    Verb.METRIC_SAVE: lambda t: metrics.save(
        t.tx, t.actor, metric_dialog.save(t.inputs, t.id("initiative"), t.seen()), t.now, aloud=t.aloud
    ),
    Verb.BASELINE_OPEN: _baseline,
    Verb.BASELINE_WINDOW: lambda t: baseline_cards.show(
        t.tx, t.actor, t.id("initiative"), baseline_dialog.between(t.inputs), t.now
    ),
    Verb.BASELINE_ACCEPT: lambda t: baselines.accept(
        t.tx, t.actor, baseline_dialog.accept(t.ids, t.id("initiative"), t.id("seen")), t.now, aloud=t.aloud
    ),
    Verb.BASELINE_LATER: lambda t: baseline_cards.later(t.tx, t.actor, t.id("initiative")),
    Verb.BASELINE_TAKE: lambda t: baselines.take(t.tx, t.actor, t.id("initiative"), t.now, aloud=t.aloud),
    Verb.SPRINT_START: lambda t: sprints.form(t.tx, t.actor, t.id("initiative"), t.now),
    Verb.SPRINT_BEGIN: lambda t: sprints.start(
        t.tx, t.actor, log_dialog.start(t.inputs, t.id("initiative"), t.seen()), t.now
    ),
    Verb.SPRINT_SHOW: lambda t: sprints.show(t.tx, t.actor, t.id("initiative"), t.now),
    Verb.SPRINT_STOP: lambda t: sprints.stop(t.tx, t.actor, t.id("initiative"), t.now),
    Verb.SPRINT_CANCEL: lambda t: sprints.cancel(t.tx, t.actor, t.id("initiative"), t.now),
    Verb.LOG_OPEN: lambda t: case_log.form(t.tx, t.actor, t.id("initiative"), t.now),
    Verb.LOG_AGAIN: lambda t: case_log.again(t.tx, t.actor, t.id("initiative"), t.id("entry"), t.now),
    Verb.LOG_SAVE: _log,
    Verb.LOG_WITHDRAW: lambda t: case_log.withdraw(t.tx, t.actor, t.id("initiative"), t.id("entry"), t.seen(), t.now),
    Verb.GUARD_OPEN: lambda t: guardrails.form(
        t.tx, t.actor, t.id("initiative"), _rail(t)
    ),
    Verb.GUARD_SAVE: lambda t: guardrails.save(
        t.tx, t.actor,
        guard_dialog.save(t.inputs, t.id("initiative"), _rail(t), t.seen()), t.now,
    ),
    Verb.GUARD_DROP: lambda t: guardrails.drop(
        t.tx, t.actor, t.id("initiative"), guard_dialog.number(t.id("guardrail")) or 0, t.now
    ),
    Verb.RULES_OPEN: lambda t: metrics.rules(t.tx, t.actor, t.id("initiative"), t.now, aloud=t.aloud),
    Verb.SOURCE_OPEN: personal(lambda t: connecting.where(
        t.tx, t.actor, t.id("initiative"), t.now, _rail(t), t.ids.get("lookup")
    )),
    Verb.SOURCE_FIND: personal(lambda t: connecting.find(
        t.tx, t.actor, connecting_dialog.find(t.inputs, t.id("initiative"), _rail(t)), t.card, t.company, t.now
    )),
    Verb.SOURCE_GO_ON: personal(lambda t: connecting.go_on(
        t.tx, t.actor, t.id("grant"), t.card, t.company, t.now, _rail(t)
    )),
    Verb.SOURCE_ENABLE: personal(lambda t: connecting.enable(
        t.tx, t.actor, connecting_dialog.answer({}, t.id("grant"), t.seen(), enable=True), t.company, t.now, _rail(t)
    )),
    Verb.SOURCE_SHOW: personal(lambda t: connecting.show(t.tx, t.actor, t.id("lookup"), t.now)),
    Verb.SOURCE_AGAIN: personal(lambda t: connecting.again(
        t.tx, t.actor, t.id("lookup"), t.card, t.company, t.now
    )),
    Verb.SOURCE_TABLE: personal(lambda t: connecting.choose_table(
        t.tx, t.actor, t.id("lookup"), connecting_dialog.table(t.inputs), t.card, t.now
    )),
    Verb.SOURCE_SHAPE: personal(_reshape),
    Verb.SOURCE_COLUMNS: personal(_columns),
    Verb.SOURCE_SAVE: personal(lambda t: connecting.save(t.tx, t.actor, t.id("lookup"), t.now)),
    Verb.GRANT_SHOW: lambda t: grants.form(t.tx, t.actor, t.id("grant")),
    Verb.GRANT_ENABLE: _grant(True),
    Verb.GRANT_REFUSE: _grant(False),
    Verb.GRANT_WITHDRAW: lambda t: grants.withdraw(t.tx, t.actor, t.id("grant"), t.now),
    Verb.GATE_ARM: lambda t: metrics.arm(
        t.tx, t.actor, metric_dialog.arm(t.id("gate"), t.seen()), t.now, aloud=t.aloud
    ),
    Verb.CHECKIN_OPEN: personal(lambda t: checkins.reopen(t.tx, t.actor, t.id("check_in"), t.company, t.now)),
    Verb.CHECKIN_SUBMIT: lambda t: checkins.submit(
        t.tx, t.actor, checkin_dialog.submit(t.inputs, t.id("check_in"), t.seen()), t.company, t.now
    ),
    Verb.CHECKIN_EDIT: personal(lambda t: checkins.edit(
        t.tx, t.actor, t.id("check_in"), t.company, t.now, page=finding.page(t)
    )),
    Verb.CHECKIN_CONFIRM: lambda t: checkins.confirm(t.tx, t.actor, t.id("check_in"), t.company, t.now),
    Verb.CHECKIN_SNOOZE: lambda t: snoozing.snooze(t.tx, t.actor, t.id("check_in"), t.id("until"), t.company, t.now),
    Verb.CHECKIN_THEIRS: personal(lambda t: checkins.edit(t.tx, t.actor, t.id("check_in"), t.company, t.now)),
    Verb.GATE_OPEN: lambda t: decisions.form(t.tx, t.actor, t.id("gate"), t.company, t.now, aloud=t.aloud),
    Verb.GATE_DECIDE: _decide,
    Verb.GATE_EXTEND_OPEN: lambda t: extensions.form(t.tx, t.actor, t.id("gate"), t.now),
    Verb.GATE_EXTEND: lambda t: extensions.extend(
        t.tx, t.actor, decision_dialog.extend(t.inputs, t.id("gate"), t.seen()), t.company, t.now
    ),
    Verb.DECISION_UNDO: lambda t: undoing.undo(t.tx, t.actor, t.id("decision"), t.company, t.now),
    Verb.DEFAULT_OPEN: lambda t: defaults.show(t.tx, t.actor, t.id("gate"), t.company),
    Verb.DEFAULT_REVERSE: lambda t: defaults.reverse(
        t.tx, t.actor, decision_dialog.reverse(t.inputs, t.id("gate")), t.company, t.now
    ),
    Verb.DECISION_COUNTERSIGN: _sign(True),
    Verb.DECISION_HAND_BACK: _sign(False),
    Verb.RECORD_SHOW: lambda t: records.show(t.tx, t.actor, t.id("initiative"), t.now, aloud=t.aloud),
    Verb.PORTFOLIO_PAGE: lambda t: finding.portfolio(t, filters_dialog.filtered(t.ids)),
    Verb.PORTFOLIO_FILTER: lambda t: finding.portfolio(t, filters_dialog.filtered(t.inputs)),
    Verb.SEARCH_RUN: lambda t: finding.search(t, t.inputs.get("text") or t.ids.get("text", "")),
    Verb.DIGEST_SHOW: lambda t: digests.mine(t.tx, t.actor, t.company, t.now),
    Verb.USAGE_FOLLOW: lambda t: adoption.follow(t.tx, t.actor, adoption_dialog.follow(t.inputs), t.now),
}


def pressed(turn: Turn, verb: Verb) -> object:
    """The view that comes of a press, and takes the card's place in somebody's own chat."""
    view = ROUTES[verb](turn)
    if turn.card is not None and type(view) not in BENEATH:
        audit_cards.turned(turn.tx, turn.actor, turn.card, view, turn.now)
    return view


def _decision_again(turn: Turn) -> object:
    return decisions.form(turn.tx, turn.actor, turn.id("gate"), turn.company, turn.now, aloud=turn.aloud)


FORMS: Mapping[Verb, Handler] = {
    **AREA_FORMS,
    Verb.REGISTER_SUBMIT: finding.register_again,
    **several.FORMS,
    Verb.SPONSORSHIP_DECLINE: lambda t: sponsorship.ask_again(t.tx, t.actor, t.id("initiative")),
    Verb.METRIC_SAVE: lambda t: metrics.form(t.tx, t.actor, t.id("initiative")),
    Verb.BASELINE_WINDOW: _baseline,
    Verb.BASELINE_ACCEPT: _baseline,
    Verb.BASELINE_TAKE: lambda t: metrics.form(t.tx, t.actor, t.id("initiative")),
    Verb.SPRINT_BEGIN: lambda t: sprints.form(t.tx, t.actor, t.id("initiative"), t.now),
    Verb.LOG_SAVE: _log_again,
    Verb.SOURCE_FIND: lambda t: connecting.where_again(t.tx, t.actor, t.id("initiative"), t.now, _rail(t)),
    Verb.SOURCE_TABLE: lambda t: connecting.show(t.tx, t.actor, t.id("lookup"), t.now),
    Verb.SOURCE_COLUMNS: _reshape,
    Verb.GRANT_REFUSE: lambda t: grants.form(t.tx, t.actor, t.id("grant")),
    Verb.GUARD_SAVE: lambda t: guardrails.form(
        t.tx, t.actor, t.id("initiative"), _rail(t)
    ),
    Verb.CHECKIN_SUBMIT: lambda t: checkins.edit(
        t.tx, t.actor, t.id("check_in"), t.company, t.now, only={key.rpartition(".")[0] for key in t.inputs}
    ),
    Verb.GATE_DECIDE: _decision_again,
    Verb.GATE_EXTEND: lambda t: extensions.form(t.tx, t.actor, t.id("gate"), t.now),
    Verb.DEFAULT_REVERSE: lambda t: defaults.show(t.tx, t.actor, t.id("gate"), t.company),
    Verb.SPONSORSHIP_NAME: lambda t: sponsorship.name_form(t.tx, t.actor, t.id("initiative"), t.now),
    Verb.DECISION_HAND_BACK: lambda t: signatures.again(t.tx, t.actor, t.id("decision")),
    Verb.USAGE_FOLLOW: lambda t: FollowForm(values={}, problems=()),
}
"""The form behind a verb, as it stands now: drawn again when its inputs were refused, with everything that was typed."""
