"""Realistic views of ideas: the form, one with its clock and its answers, lists, and what its author hears."""

from dataclasses import replace
from datetime import date

from portfolio.errors import problem
from portfolio.initiatives import MAX_NAME
from portfolio.messages import Reason
from portfolio.opportunities.ideas import MAX_BOTHERS, MAX_WHO, Often, Reply
from portfolio.views.ideas import Clock, IdeaAnswered, IdeaCard, IdeaForm, IdeaLine, IdeaList
from tests.cards.views import DIGEST
from tests.cards.views_audits import LIST
from tests.cards.views_finding import SIMILAR
from tests.cards.views_opportunities import IDEA as OPPORTUNITY

BOTHERS = "Half of each answer is copied from *older* ones [x](https://evil.example), and finding them takes a day."
OPEN, LATE = Clock(last=date(2026, 12, 9), days=7), Clock(last=date(2026, 11, 20), days=-3)
FORM = IdeaForm(token="t-1", values={"work": "Answering tenders", "bothers": BOTHERS}, problems=())
IDEA = IdeaCard(
    idea="o-1", work="Answering tenders", who="The four people of the bid desk", often=Often.WEEKLY, bothers=BOTHERS,
    author="Paul Proposer", mine=False, proposed_on=date(2026, 11, 25), clock=OPEN, answer=None, answered_by=None,
    answered_on=None, reason="", into=None, initiative=None, promoted=False, similar=(), may_answer=False, may_score=False,
    values={}, problems=(),
)  # fmt: skip
NO = replace(
    IDEA, clock=None, answer=Reply.REJECTED, answered_by="Olga Office", answered_on=date(2026, 12, 2),
    reason="The bid desk moves to the new tender system in March, which *does* this.",
)
LINE = IdeaLine(idea="o-1", work="Answering tenders", author="Paul Proposer", clock=OPEN, answer=None, promoted=False)
LINES = (
    replace(LINE, idea="o-2", work="Checking travel expenses *twice*", clock=LATE), LINE,
    replace(LINE, idea="o-3", work="ä" * MAX_NAME, author=None, clock=replace(OPEN, days=0)),
)  # fmt: skip
OWN = (
    LINE, replace(LINE, idea="o-4", clock=None, answer=Reply.ACCEPTED),
    replace(LINE, idea="o-5", clock=None, answer=Reply.MERGED),
    replace(LINE, idea="o-6", clock=None, answer=Reply.REJECTED),
    replace(LINE, idea="o-7", clock=None, answer=Reply.ACCEPTED, promoted=True),
)  # fmt: skip
WAITING = IdeaList(lines=LINES, page=1, pages=1, total=3, waiting=3, late=1, mine=False)
TOLD = IdeaAnswered(
    idea="o-1", work="Answering tenders", answer=Reply.REJECTED, by="Olga Office", on=date(2026, 12, 2), reason=NO.reason,
    into=None, why=Reason.IDEA_YOURS,
)
SAMPLES: dict[str, object] = {
    "idea_form": replace(FORM, values={}),
    "idea_form_like": replace(FORM, similar=SIMILAR),
    "idea_form_refused": replace(
        FORM, values={"work": "x" * MAX_NAME, "who": "y" * MAX_WHO, "bothers": "z" * MAX_BOTHERS, "often": "never"},
        problems=(problem("often", "choose_one"), problem("work", "idea_taken", name="x" * MAX_NAME)),
    ),
    "idea_proposed": replace(IDEA, mine=True, just="proposed"),
    "idea_to_answer": replace(IDEA, may_answer=True, similar=SIMILAR[:2]),
    "idea_to_answer_late": replace(
        IDEA, may_answer=True, clock=LATE, author=None, values={"rejected.reason": "no"},
        problems=(problem("rejected.reason", "reason_too_short", least=20),),
    ),
    "idea_no": replace(NO, mine=True),
    "idea_read": IDEA,
    "idea_accepted": replace(NO, answer=Reply.ACCEPTED, reason="", just="accepted", may_score=True, office=True),
    "idea_merged": replace(NO, answer=Reply.MERGED, reason="", into="Proposal *drafting*", initiative="i-1", just="merged"),
    "idea_promoted": replace(
        NO, answer=Reply.ACCEPTED, reason="", into="Tender answers", promoted=True, who="", bothers="", answered_by=None
    ),
    "ideas": WAITING,
    "ideas_paged": replace(WAITING, lines=LINES * 2, page=2, pages=3, total=22, waiting=22),
    "ideas_waiting_told": replace(WAITING, lines=LINES[1:2], total=1, waiting=1, late=0, why=Reason.IDEAS_WAITING),
    "ideas_none": replace(WAITING, lines=(), total=0, waiting=0, late=0),
    "ideas_mine": replace(WAITING, lines=OWN, total=5, waiting=1, late=0, mine=True),
    "ideas_mine_of_the_office": replace(WAITING, lines=OWN, total=5, waiting=1, late=0, mine=True, office=True),
    "ideas_mine_none": replace(WAITING, lines=(), total=0, waiting=0, late=0, mine=True),
    "idea_told_no": TOLD,
    "idea_told_accepted": replace(TOLD, answer=Reply.ACCEPTED, reason="", by=None),
    "idea_told_merged": replace(TOLD, answer=Reply.MERGED, reason="", into="Proposal drafting"),
    "idea_told_promoted": replace(TOLD, answer=None, reason="", into="Tender answers"),
    "audit_list_ideas": replace(LIST, ideas=2, oldest_idea=date(2026, 9, 24)),
    "opportunity_of_an_idea": replace(OPPORTUNITY, idea=True),
    "digest_ideas": replace(DIGEST, ideas_late=2),
}  # fmt: skip
