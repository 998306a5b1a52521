"""Looking for initiatives: the list, the search, what both carry from page to page, and what is like a new one."""

import secrets
from dataclasses import replace

from actions import lists, registration, searching, similar
from bot.turn import Turn
from cards.verbs import ANYWAY
from dialogs import registration as registration_dialog
from portfolio.filters import EVERYTHING, Filter
from portfolio.views.digest import PortfolioList
from portfolio.views.finding import SearchResults
from portfolio.views.initiatives import Acceptance, Record, RegisterForm

_LONGEST = 9
"""Digits of a page's number; a longer one is none of ours."""


def page(turn: Turn) -> int:
    """The page a button leads to."""
    number = turn.ids.get("page", "1")
    return int(number) if number.isdecimal() and len(number) <= _LONGEST else 1


def portfolio(turn: Turn, filter: Filter = EVERYTHING) -> PortfolioList:
    """A page of the portfolio, fit for where it is shown."""
    return lists.portfolio(turn.tx, turn.actor, page(turn), turn.now, filter, aloud=turn.aloud)


def search(turn: Turn, text: str) -> SearchResults:
    """A page of what was found."""
    return replace(searching.search(turn.tx, turn.actor, text, page(turn), turn.now), in_channel=turn.channel is not None)


def blank(turn: Turn) -> RegisterForm:
    """An empty register form with a token of its own; a name typed after the command is filled in, and what is like it
    said."""
    token = secrets.token_hex(12)
    found = similar.similar(turn.tx, turn.actor, turn.inputs.get("name", ""), "", token, turn.today)
    return RegisterForm(token=token, today=turn.today, values=dict(turn.inputs), problems=(), similar=found)


def register(turn: Turn) -> Record | Acceptance | RegisterForm:
    """Register what was filled in, or say first what is like it."""
    command = registration_dialog.register(turn.inputs, turn.id("token"), turn.ids.get("opportunity"))
    if turn.ids.get("choice") != ANYWAY:
        found = similar.similar(turn.tx, turn.actor, command.name, command.workflow, command.token, turn.today)
        if found:
            return RegisterForm(
                token=command.token, today=turn.today, values=dict(turn.inputs), problems=(), similar=found,
                opportunity=command.opportunity,
            )
    return registration.register(turn.tx, turn.actor, command, turn.company, turn.now)


def register_again(turn: Turn) -> RegisterForm:
    """The form of one that was refused; whoever was told what is like it is not told as news again."""
    token, told = turn.id("token"), turn.ids.get("choice") == ANYWAY
    given = turn.inputs
    name, workflow = given.get("name", ""), given.get("workflow", "")
    found = similar.similar(turn.tx, turn.actor, name, workflow, token, turn.today) if told else ()
    return RegisterForm(
        token=token, today=turn.today, values={}, problems=(), similar=found, opportunity=turn.ids.get("opportunity")
    )
