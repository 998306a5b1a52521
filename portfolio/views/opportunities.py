"""The opportunity register as people see it: the ranked list, one opportunity, and the forms behind both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.errors import Problem
from portfolio.opportunities.questions import Answer, Question, Score
from portfolio.opportunities.ranking import Weights
from portfolio.opportunities.register import State
from portfolio.opportunities.scores import Span
from portfolio.views.discover import ConstraintLine
from portfolio.views.initiatives import Similar


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """"2 (1 to 4) of 14": its rank, and the best and worst it could be. `tied` are the names it cannot be told apart from;
    `merit` is 0 to 1200, 12 to each of the 100 points that are shown."""

    rank: int
    best: int
    worst: int
    of: int
    merit: Span
    tied: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityRow:
    """One line of the list. `up` and `down` are the answers that pull it most, `unknown` the questions without one."""

    opportunity: str
    name: str
    state: State
    place: Place | None
    up: Answer | None
    down: Answer | None
    unknown: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityList:
    """One page of the register: what is ranked, then ideas. `chosen_on` None: nobody has chosen the weights yet.

    `mine_only`: this person sees those they have proposed, unranked.
    """

    rows: tuple[OpportunityRow, ...]
    page: int
    pages: int
    ranked: int
    ideas: int
    weights: Weights
    chosen_on: date | None
    mine_only: bool
    may_add: bool
    may_weigh: bool
    just: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One question of one opportunity. `offered`: what an observed workflow or the constraint register says, which nobody
    has taken over yet; `outdated`: the register says otherwise than what was taken over from it. `earlier` are the answers
    that held before, newest first; None among them: taken back."""

    question: Question
    answer: Answer | None
    by: str | None
    offered: Answer | None
    earlier: tuple[Answer | None, ...]
    outdated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityCard:
    """Everything about one opportunity. `observed` is the name of the workflow it is attached to; `constraints` are those
    that hit it.

    `settled_on` with `reason` and `into_name`, or with `initiative`, say what became of it. `initiative` is None where the
    reader may not see that one.
    """

    opportunity: str
    name: str
    workflow: str
    observed: str | None
    proposer: str | None
    proposed_on: date
    sponsor: str | None
    state: State
    place: Place | None
    scores: Mapping[Score, Span]
    lines: tuple[AnswerLine, ...]
    constraints: tuple[ConstraintLine, ...]
    settled_on: date | None
    settled_by: str | None
    reason: str
    into: str | None
    into_name: str | None
    initiative: str | None
    revision: int
    may_prepare: bool
    may_see_all: bool
    just: str | None = None
    idea: bool = False
    """Whether it began as somebody's idea, which says more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityForm:
    """Adding one, or with `opportunity` changing what one is called. `observed`: (id, name) of workflows to choose from.

    Input ids: name, workflow, observed.
    """

    token: str
    opportunity: str | None
    revision: int | None
    observed: tuple[tuple[str, str], ...]
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    similar: tuple[Similar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsForm:
    """The three questions of one score. `offered` are questions whose fields are filled in from what was observed.

    Input ids: "<question>", "<question>.basis", "<question>.source", "<question>.on"; sponsor, sponsor_name.
    """

    opportunity: str
    name: str
    score: Score
    today: date
    revision: int
    offered: tuple[Question, ...]
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleForm:
    """Merging an opportunity into another, or rejecting it. `near` are names of those most like it.

    Input ids: into, merge.reason, reject.reason.
    """

    opportunity: str
    name: str
    revision: int
    near: tuple[str, ...]
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsForm:
    """The weights of the ranking as they are, to be changed. Input ids: value, feasibility, risk, reason."""

    version: int
    chosen_on: date | None
    chosen_by: str | None
    reason: str
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
