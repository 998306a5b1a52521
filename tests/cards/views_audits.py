"""Realistic views of the guided audit: each step, the record, and the owners' question."""

from dataclasses import replace
from datetime import UTC, date, datetime

from portfolio.audits.answers import Alive, Then
from portfolio.audits.lines import State
from portfolio.conditions import Next, Trait
from portfolio.errors import problem
from portfolio.messages import Reason
from portfolio.views.auditing import (
    AuditCard,
    AuditConfirm,
    AuditLine,
    AuditStep,
    Closed,
    Missed,
    OwnedLine,
    Since,
)
from tests.cards.panels import NAMES

NOW = datetime(2026, 10, 6, 8, 30, tzinfo=UTC)


def line(number: int, **more: object) -> AuditLine:
    plain = AuditLine(
        initiative=f"i{number:02d}", name=NAMES[number % len(NAMES)], age=120 + number, past=None, due=date(2026, 11, 14),
        answer=None, next=None, owed_by="Dana Whitfield",
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


LIST = AuditCard(
    number=4, step=AuditStep.LIST, on=date(2026, 10, 6),
    states={State.AHEAD: 12, State.FLYING: 26, State.SETTLED: 9, State.OVER: 3, State.UNKNOWN: 2}, flying=26,
    answers={Alive.ALIVE: 14, Alive.GONE: 1, Alive.NOT_MINE: 1}, unanswered=4, asked=6,
    met={Trait.METRIC: 3, Trait.OWNER: 11, Trait.INTEGRATION: 0, Trait.SCALE_PLAN: 0}, late=5,
    lines=(
        line(2, answer=Alive.GONE, then=Then.DECIDE), line(1, answer=Alive.NOT_MINE, past=12, then=Then.NAME_SPONSOR),
        line(0), line(8, owed_by=None, then=Then.NAME_SPONSOR),
    ), more=2,
    since=Since(
        on=date(2026, 7, 7), new=4, vanished=2, decided=3, reopened=1, silent=2, rescoped=1, remeasured=1,
        missed=(
            Missed(id="a" * 24, name="Proposal drafting *wave 1*", maybe="Proposal drafting", confidence=84),
            Missed(id="b" * 24, name="Grant triage", maybe=None, confidence=None),
        ),
    ),
    zone="Europe/Berlin", closed=None,
)  # fmt: skip
DOCUMENT = replace(
    LIST, step=AuditStep.DOCUMENT,
    lines=(
        line(0, next=Next.SET_METRIC), line(1, next=Next.STATE_BASELINE, past=27),
        line(3, initiative=None, next=Next.SET_METRIC, owed_by=None, past=246),
        line(4, next=Next.MEASURE_BASELINE, owed_by=None),
    ),
)  # fmt: skip
GAPS = replace(
    LIST, step=AuditStep.GAPS,
    lines=(
        line(1, next=Next.NAME_SPONSOR, owed_by=None, past=27),
        line(0, next=Next.MOVE_INTO_WORKFLOW), line(2, next=Next.WRITE_RETIREMENT),
    ),
)  # fmt: skip
DECISIONS = replace(
    LIST, step=AuditStep.DECISIONS, lines=(line(1, past=27, due=date(2026, 9, 9)), line(0), line(5, due=None, age=None)),
)
CONFIRM = AuditConfirm(
    number=4, values={}, problems=(), why=Reason.AUDIT,
    lines=tuple(OwnedLine(initiative=f"i{n:02d}", name=NAMES[n], due=None) for n in range(3)),
)  # fmt: skip
SAMPLES: dict[str, object] = {
    "audit_list": LIST,
    "audit_list_first": replace(LIST, since=None, asked=0, lines=(), more=0, unanswered=0, why=Reason.QUARTER),
    "audit_list_fullest": replace(
        LIST, unread=3, lines=tuple(line(n, name="ä" * 80, owed_by="ö" * 60, past=999, then=Then.DECIDE) for n in range(6)),
        since=replace(
            LIST.since,  # type: ignore[arg-type]
            missed=tuple(Missed(id="c" * 24, name="ü" * 200, maybe="ß" * 200, confidence=60) for _ in range(4)),
        ),
    ),
    "audit_list_same": replace(
        LIST, since=Since(on=date(2026, 7, 7), new=0, vanished=0, decided=0, reopened=0, silent=0, rescoped=0,
                          remeasured=0, missed=()),
    ),
    "audit_document": DOCUMENT,
    "audit_document_none": replace(DOCUMENT, lines=(), more=0),
    "audit_gaps": GAPS,
    "audit_gaps_none": replace(GAPS, lines=(), more=0, late=0, flying=0, met=dict.fromkeys(Trait, 0)),
    "audit_decisions": DECISIONS,
    "audit_decisions_none": replace(DECISIONS, lines=(), more=0),
    "audit_closed": replace(DECISIONS, closed=Closed(hash="f" * 64, by="Olga Office", at=NOW)),
    "audit_confirm": CONFIRM,
    "audit_confirm_one": replace(CONFIRM, lines=CONFIRM.lines[:1], why=None),
    "audit_confirm_refused": replace(CONFIRM, problems=(problem("", "audit_answer_one"),)),
}  # fmt: skip
