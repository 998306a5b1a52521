"""What somebody asks for about an opportunity: plain values that dialogs make and actions take."""

from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.opportunities.questions import Answer, Question
from portfolio.opportunities.ranking import Weights

NOT_KNOWN = "unknown"
"""What a choice says for "nobody knows yet", and for no observed workflow."""
MERGE, REJECT = "merge", "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOpportunity:
    """`observed` is the id of an observed workflow it belongs to. `token` names the form: pressing twice adds once."""

    name: str
    workflow: str
    observed: str | None
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOpportunity:
    """Another name, other words for its work, another observed workflow or none."""

    opportunity: str
    name: str
    workflow: str
    observed: str | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuestions:
    """Answers to some of the nine, None to take one back; what is not in it stays. `sponsor` is who would answer for it, an
    object id or a typed name; it is only looked at where that question is among them."""

    opportunity: str
    answers: Mapping[Question, Answer | None]
    sponsor: str | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleOpportunity:
    """Merge it into the one that is called `into`; None: reject it."""

    opportunity: str
    into: str | None
    reason: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigh:
    """New weights of the ranking; `version` is of those that were shown."""

    weights: Weights
    reason: str
    version: int
