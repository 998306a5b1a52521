"""Samples of the opportunity register: the list, one opportunity in each state, and its forms."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portfolio.errors import problem
from portfolio.opportunities.questions import Answer, Basis, Fact, Question, Score
from portfolio.opportunities.ranking import USUAL, Weights
from portfolio.opportunities.register import Origin, State
from portfolio.opportunities.scores import Span, scores
from portfolio.overlaps import Agrees
from portfolio.views.initiatives import RegisterForm, Similar
from portfolio.views.opportunities import (
    AnswerLine,
    OpportunityCard,
    OpportunityForm,
    OpportunityList,
    OpportunityRow,
    Place,
    QuestionsForm,
    SettleForm,
    WeightsForm,
)
from tests.cards.panels import NAMES, PEOPLE
from tests.cards.views_base import ARABIC, LONG, MARKDOWN, WALL
from tests.cards.views_discover import CONSTRAINTS
from tests.cards.views_finding import SIMILAR
from tests.cards.views_g import RECORD

TODAY = date(2026, 11, 25)


def answer(question: Question, said: Fact | str, basis: Basis = Basis.INTERVIEW, source: str = "Bid team, 3 of 4") -> Answer:
    """A fact, or a number as text."""
    fact = said if isinstance(said, Fact) else None
    amount = None if fact else Decimal(said)
    return Answer(question=question, fact=fact, amount=amount, basis=basis, source=source, on=date(2026, 11, 3))


ANSWERS = {
    one.question: one for one in (
        answer(Question.CASES, "214", Basis.OBSERVED, "RFP answers: PSA, 2026"),
        answer(Question.OUTCOME, Fact.REPORTED, Basis.DOCUMENT, "https://contoso.sharepoint.com/reports/*bids*.xlsx"),
        answer(Question.DATA, Fact.GOVERNED),
        answer(Question.PLACE, Fact.BESIDE),
        answer(Question.OWNER, Fact.ACCEPTED, Basis.PERSON, PEOPLE[0]),
        answer(Question.SENSITIVE, Fact.PERSONAL),
        answer(Question.WRONG, Fact.UNNOTICED, Basis.INTERVIEW, "[x](https://evil.example)"),
        answer(Question.OPEN_CONSTRAINTS, Fact.EXPIRING, Basis.REGISTER, ""),
    )
}  # fmt: skip
PLACE = Place(rank=2, best=1, worst=4, of=14, merit=Span(low=576, high=736), tied=(NAMES[1], NAMES[2]))


def row(number: int, place: Place | None, **changes: object) -> OpportunityRow:
    """One line of the list."""
    made = OpportunityRow(
        opportunity=f"o-{number}", name=NAMES[number], state=State.SCORED, place=place, up=ANSWERS[Question.OUTCOME],
        down=ANSWERS[Question.WRONG], unknown=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


LIST = OpportunityList(
    rows=(
        row(0, Place(rank=1, best=1, worst=1, of=14, merit=Span(low=900, high=900), tied=()), down=None),
        row(1, PLACE, unknown=(Question.HOURS,)),
        row(2, replace(PLACE, best=2, worst=3), up=ANSWERS[Question.CASES]),
        row(3, replace(PLACE, rank=3, best=2, worst=14, tied=(NAMES[4],)), up=None, unknown=tuple(Question)[2:7]),
        row(4, replace(PLACE, rank=5, best=4, worst=6, tied=())),
        row(5, None, state=State.IDEA, up=None, down=None, unknown=tuple(Question)),
    ),
    page=1, pages=3, ranked=14, ideas=5, weights=Weights(value=50, feasibility=25, risk=25), chosen_on=date(2026, 11, 2),
    mine_only=False, may_add=True, may_weigh=True,
)  # fmt: skip
MINE = replace(
    LIST, rows=(row(5, None, state=State.IDEA), row(6, None, state=State.REJECTED), row(7, None, state=State.PROMOTED)),
    page=1, pages=1, ranked=0, ideas=3, mine_only=True, may_add=False, may_weigh=False,
)


def lines(answers: dict[Question, Answer]) -> tuple[AnswerLine, ...]:
    """The nine, with somebody who entered what there is."""
    return tuple(
        AnswerLine(question=question, answer=answers.get(question), by=PEOPLE[1] if question in answers else None,
                   offered=None, earlier=())
        for question in Question
    )


ONE = OpportunityCard(
    opportunity="o-1", name=NAMES[1], workflow="From a request for proposal to the first draft", observed="RFP answers",
    proposer=PEOPLE[2], proposed_on=date(2026, 10, 12), sponsor=PEOPLE[0], state=State.SCORED, place=PLACE,
    scores=scores(ANSWERS),
    lines=tuple(
        replace(one, earlier=(answer(Question.CASES, "18"), None)) if one.question is Question.CASES
        else replace(one, outdated=True) if one.question is Question.OPEN_CONSTRAINTS
        else one if one.answer else replace(one, offered=answer(Question.HOURS, "6.2", Basis.OBSERVED, "RFP answers"))
        for one in lines(ANSWERS)
    ),
    constraints=CONSTRAINTS[:2],
    settled_on=None, settled_by=None, reason="", into=None, into_name=None, initiative=None, revision=4, may_prepare=True,
    may_see_all=True,
)  # fmt: skip
IDEA = replace(
    ONE, state=State.IDEA, place=None, scores=scores({}), lines=lines({}), constraints=(), observed=None, sponsor=None,
    just="added",
)
MERGED = replace(
    ONE, state=State.MERGED, place=None, settled_on=date(2026, 11, 20), settled_by=PEOPLE[1], into="o-2", into_name=NAMES[2],
    reason="Both draft the *same* answer from the same library.", may_prepare=False, just="merged",
)
PROMOTED = replace(
    ONE, state=State.PROMOTED, place=None, settled_on=date(2026, 11, 20), initiative="i-1", may_prepare=False, proposer=None
)
SURE = replace(ONE, place=replace(PLACE, best=2, worst=2, tied=(), merit=Span(low=600, high=600)), just="answered")

FORM = OpportunityForm(
    token="t-1", opportunity=None, revision=None, observed=(("w-1", "RFP answers"), ("w-2", "Invoice *checks*")), values={},
    problems=(),
)
LIKE = Similar(
    initiative=None, name=NAMES[2], sponsor=None, stage=None, agrees=(Agrees.NAME,), lesson="", opportunity="o-2",
    state=State.SCORED,
)
ADDED = replace(FORM, values={"name": "RFP drafting", "workflow": "RFP answers"}, similar=(LIKE, *SIMILAR[:2]))
RENAMED = replace(
    FORM, token="", opportunity="o-1", revision=4, values={"name": NAMES[1], "workflow": "RFP", "observed": "w-2"},
    problems=(problem("name", "opportunity_taken", name=NAMES[1]),),
)
VALUE = QuestionsForm(
    opportunity="o-1", name=NAMES[1], score=Score.VALUE, today=TODAY, revision=4, offered=(Question.CASES,),
    values={"cases": "214", "cases.basis": "observed", "cases.source": "RFP answers: PSA, 2026", "cases.on": "2026-11-03"},
    problems=(),
)
FEASIBILITY = replace(
    VALUE, score=Score.FEASIBILITY, offered=(),
    values={"data": "governed", "owner": "named", "sponsor_name": "Nobody we know", "owner.on": "2027-01-01",
            "place.source": "PSA report"},
    problems=(
        problem("sponsor", "not_met"), problem("place", "source_alone"), problem("data.basis", "choose_one"),
        problem("owner.on", "source_ahead"),
        problem("", "changed_since"),
    ),
)
SAMPLES: dict[str, object] = {
    "opportunities": LIST,
    "opportunities_mine": MINE,
    "opportunities_weighed": replace(LIST, just="weighed", may_add=False, page=2, chosen_on=None, weights=USUAL),
    "opportunities_empty": replace(LIST, rows=(), page=1, pages=1, ranked=0, ideas=0),
    "opportunities_none_of_mine": replace(MINE, rows=(), ideas=0),
    "opportunity": ONE,
    "opportunity_idea": IDEA,
    "opportunity_merged": MERGED,
    "opportunity_promoted": PROMOTED,
    "opportunity_sure": SURE,
    "opportunity_extreme": replace(
        ONE, name=MARKDOWN, workflow=WALL[:300], observed=ARABIC, proposer=MARKDOWN, sponsor=ARABIC,
        constraints=(replace(CONSTRAINTS[0], text=WALL[:300], source=WALL[:120]),) * 9,
        place=replace(PLACE, tied=(LONG, ARABIC, *NAMES)),
        lines=tuple(
            replace(one, answer=replace(one.answer, source=WALL[:200]) if one.answer else None,
                    earlier=(answer(Question.DATA, Fact.FILES, source=WALL[:200]),) * 4)
            for one in ONE.lines
        ),
    ),
    "opportunity_form": FORM,
    "opportunity_like_others": ADDED,
    "opportunity_renamed": RENAMED,
    "opportunity_value": VALUE,
    "opportunity_feasibility": FEASIBILITY,
    "opportunity_risk": replace(VALUE, score=Score.RISK, offered=(Question.OPEN_CONSTRAINTS,), values={
        "open_constraints": "expiring", "open_constraints.basis": "register", "open_constraints.on": "2026-11-03",
    }),
    "opportunity_settle": SettleForm(
        opportunity="o-1", name=NAMES[1], revision=4, near=(NAMES[2], NAMES[3]), values={}, problems=()
    ),
    "opportunity_settle_refused": SettleForm(
        opportunity="o-1", name=NAMES[1], revision=4, near=(), values={"into": "Drafts", "merge.reason": "same"},
        problems=(
            problem("into", "opportunity_several", name="Drafts"), problem("merge.reason", "reason_too_short", least=20),
        ),
    ),
    "weights": WeightsForm(
        version=0, chosen_on=None, chosen_by=None, reason="", values={"value": "40", "feasibility": "30", "risk": "30"},
        problems=(),
    ),
    "weights_refused": WeightsForm(
        version=3, chosen_on=date(2026, 11, 2), chosen_by=PEOPLE[0], reason="Growth comes *first* this year",
        values={"value": "50", "feasibility": "30", "risk": "30", "reason": "Because"},
        problems=(problem("risk", "weights_total", total=110), problem("reason", "reason_too_short", least=20)),
    ),
    "register_promoted": RegisterForm(
        token="t-1", today=TODAY, values={"name": NAMES[1], "workflow": "RFP answers"}, problems=(), opportunity="o-1"
    ),
    "record_promoted": replace(
        RECORD, origin=Origin(on=date(2026, 11, 3), rank=2, best=1, worst=4, of=14, answered=9), opportunity="o-1"
    ),
}  # fmt: skip
