"""A form that was refused is drawn again: with everything that was typed, and what is wrong with it."""

from dataclasses import replace

from bot.routes import FORMS
from bot.turn import Turn
from cards.verbs import Verb
from dialogs import decision as decision_dialog
from dialogs import metric as metric_dialog
from portfolio.errors import Problem
from portfolio.views.adoption import FollowForm
from portfolio.views.amending import Amended, AmendForm
from portfolio.views.auditing import AuditConfirm
from portfolio.views.baselines import BaselineCard
from portfolio.views.checkins import CheckInForm
from portfolio.views.connecting import ColumnsForm, PathForm, SourceRequest, TablesForm, WhereForm
from portfolio.views.discover import AttachForm, ConstraintCard, ConstraintForm, StepForm, WatchCard, WorkflowForm
from portfolio.views.gates import CountersignForm, DecisionForm, DefaultAnnounced, ExtendForm
from portfolio.views.guardrails import GuardrailForm
from portfolio.views.ideas import IdeaCard, IdeaForm
from portfolio.views.importing import ImportColumns
from portfolio.views.initiatives import Acceptance, MetricForm, RegisterForm, SponsorMissing
from portfolio.views.interviews import InterviewAskForm, InterviewForm, InterviewTopic
from portfolio.views.opportunities import OpportunityForm, QuestionsForm, SettleForm, WeightsForm
from portfolio.views.overlaps import PairForm
from portfolio.views.plans import PlanForm
from portfolio.views.roadmap import CapacityForm, RoadmapCard
from portfolio.views.sponsors import SeveralAsked, SplitProposed, SponsorsWanted
from portfolio.views.sprints import LogForm, SprintForm

_KEPT = (
    RegisterForm | MetricForm | AmendForm | SprintForm | LogForm | GuardrailForm | ExtendForm | FollowForm | ConstraintForm
    | WorkflowForm | StepForm | WatchCard | AttachForm | IdeaForm | PlanForm | OpportunityForm | QuestionsForm
    | SettleForm | WeightsForm
)
"""Forms that keep what stood in them when a button sent nothing."""
_ASKED = InterviewForm | InterviewAskForm | InterviewTopic
"""The forms of interviews."""
_TYPED = (
    WhereForm | ColumnsForm | PathForm | ImportColumns | AuditConfirm | BaselineCard | SeveralAsked | SponsorsWanted
    | PairForm | IdeaCard | SplitProposed
)
"""Forms that show what was typed."""
_PLANNED = RoadmapCard | CapacityForm
"""What the roadmap asks for."""
_SAID = (
    Acceptance | Amended | SponsorMissing | CountersignForm | DefaultAnnounced | TablesForm | SourceRequest | ConstraintCard
)
"""Cards that say what is wrong in one place."""


def refused(verb: Verb, turn: Turn, problems: tuple[Problem, ...]) -> object | None:
    """The same form with what was typed and what is wrong; None where the verb has no form."""
    if verb not in FORMS:
        return None
    form = FORMS[verb](turn)
    typed = dict(turn.inputs)
    if isinstance(form, CheckInForm):
        return replace(form, more=0, values=typed, problems=problems)
    if isinstance(form, DecisionForm):
        return replace(form, values=typed, problems=decision_dialog.at_choice(problems, turn.id("choice")))
    if isinstance(form, MetricForm) and typed:  # a button without inputs typed nothing
        return replace(form, values=typed, problems=problems, sketch=metric_dialog.sketch(typed))
    if isinstance(form, _KEPT):
        return replace(form, values=typed or form.values, problems=problems)
    if isinstance(form, _TYPED | _PLANNED | _ASKED):
        return replace(form, values=typed, problems=problems)
    if isinstance(form, _SAID):
        return replace(form, problems=problems)
    return form
