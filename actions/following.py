"""What a card about a workflow shows when it is drawn anew: read at that moment, by who reads it (E1)."""

from datetime import datetime

from actions import current_states, interview_answers, outgoing
from actions.outgoing import Card
from actions.people import actor_of
from portfolio.errors import NotFound, Refused
from portfolio.views.current_state import CurrentState
from portfolio.views.interviews import DiscoverCard, DiscoverPage, InterviewDesk, InterviewTopic
from portfolio.views.notices import Notice, Tone
from store import Tx

Shown = CurrentState | InterviewDesk | InterviewTopic


def follow(tx: Tx, person: int, where: Card, view: object, now: datetime) -> None:
    """The card that was just shown is one that changes by itself; other views are none of ours."""
    if isinstance(view, InterviewTopic):
        card = DiscoverCard(workflow=view.workflow, page=DiscoverPage.TOPIC, topic=view.topic)
    elif isinstance(view, CurrentState):
        card = DiscoverCard(workflow=view.workflow, page=DiscoverPage.MAP)
    elif isinstance(view, InterviewDesk):
        card = DiscoverCard(workflow=view.workflow, page=DiscoverPage.DESK)
    else:
        return
    outgoing.follow(tx, person, where, card, initiative=None, now=now)


def followed(tx: Tx, person: int, card: DiscoverCard, now: datetime) -> Shown | Notice:
    """What it shows now; whoever may no longer read it is told so."""
    actor = actor_of(tx, person)
    try:
        if card.page is DiscoverPage.TOPIC and card.topic is not None:
            return interview_answers.topic(tx, actor, card.workflow, card.topic)
        if card.page is DiscoverPage.MAP:
            return current_states.show(tx, actor, card.workflow, now)
        return interview_answers.desk(tx, actor, card.workflow)
    except (NotFound, Refused):
        return Notice(tone=Tone.INFO, code="discover_gone", params={})
