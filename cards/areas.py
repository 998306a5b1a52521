"""Views of whole areas and what draws them, as one table beside cards/render."""

from collections.abc import Callable, Mapping
from typing import Any

from cards import opportunity_card, opportunity_forms, opportunity_list
from cards.elements import Element
from portfolio.views.opportunities import (
    OpportunityCard,
    OpportunityForm,
    OpportunityList,
    QuestionsForm,
    SettleForm,
    WeightsForm,
)
from words.api import Words

AREA_CARDS: Mapping[type, Callable[[Any, Words], Element]] = {
    OpportunityList: opportunity_list.draw,
    OpportunityCard: opportunity_card.draw,
    OpportunityForm: opportunity_forms.draw,
    QuestionsForm: opportunity_forms.draw_questions,
    SettleForm: opportunity_forms.draw_settle,
    WeightsForm: opportunity_forms.draw_weights,
}
