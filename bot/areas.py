"""The routes of each area in a file of its own, as one table beside bot/routes."""

from collections.abc import Mapping

from bot.amend_routes import AMENDING, AMENDING_FORMS
from bot.discover_routes import DISCOVER_FORMS, DISCOVER_ROUTES
from bot.files_out import FILE_ROUTES
from bot.idea_routes import IDEA_FORMS, IDEA_ROUTES
from bot.interview_routes import INTERVIEW_FORMS, INTERVIEW_ROUTES
from bot.list_routes import LIST_FORMS, LIST_ROUTES
from bot.opportunity_routes import OPPORTUNITY_FORMS, OPPORTUNITY_ROUTES
from bot.pair_routes import PAIR_FORMS, PAIR_ROUTES
from bot.plan_routes import PLAN_FORMS, PLANS
from bot.roadmap_routes import ROADMAP_FORMS, ROADMAP_ROUTES
from bot.turn import Handler
from cards.verbs import Verb

AREA_ROUTES: Mapping[Verb, Handler] = {
    **AMENDING,
    **FILE_ROUTES,
    **LIST_ROUTES,
    **PAIR_ROUTES,
    **ROADMAP_ROUTES,
    **DISCOVER_ROUTES,
    **INTERVIEW_ROUTES,
    **IDEA_ROUTES,
    **PLANS,
    **OPPORTUNITY_ROUTES,
}
AREA_FORMS: Mapping[Verb, Handler] = {
    **AMENDING_FORMS,
    **LIST_FORMS,
    **PAIR_FORMS,
    **ROADMAP_FORMS,
    **DISCOVER_FORMS,
    **INTERVIEW_FORMS,
    **IDEA_FORMS,
    **PLAN_FORMS,
    **OPPORTUNITY_FORMS,
}
"""The form behind a verb, as in bot/routes."""
