"""Views of whole areas and what draws them, as a table beside cards/render."""

from collections.abc import Callable, Mapping
from typing import Any

from cards import (
    interview_desk,
    interview_form,
    opportunity_card,
    opportunity_forms,
    opportunity_list,
    plan_card,
    plan_form,
    plan_told,
)
from cards.elements import Element
from portfolio.views.interviews import (
    InterviewAskForm,
    InterviewDesk,
    InterviewForm,
    InterviewReceipt,
    InterviewTopic,
    OwnInterviews,
)
from portfolio.views.opportunities import (
    OpportunityCard,
    OpportunityForm,
    OpportunityList,
    QuestionsForm,
    SettleForm,
    WeightsForm,
)
from portfolio.views.plans import AttestationEnds, LeadNamed, NeedsNamed, PlanCard, PlanForm
from words.api import Words

AREA_CARDS: Mapping[type, Callable[[Any, Words], Element]] = {
    InterviewAskForm: interview_form.draw_ask,
    InterviewForm: interview_form.draw,
    InterviewReceipt: interview_form.draw_receipt,
    OwnInterviews: interview_form.draw_own,
    InterviewDesk: interview_desk.draw,
    InterviewTopic: interview_desk.draw_topic,
    OpportunityList: opportunity_list.draw,
    OpportunityCard: opportunity_card.draw,
    OpportunityForm: opportunity_forms.draw,
    QuestionsForm: opportunity_forms.draw_questions,
    SettleForm: opportunity_forms.draw_settle,
    WeightsForm: opportunity_forms.draw_weights,
    PlanCard: plan_card.draw,
    PlanForm: plan_form.draw,
    NeedsNamed: plan_told.draw_needs,
    LeadNamed: plan_told.draw_lead,
    AttestationEnds: plan_told.draw_attestation,
}
