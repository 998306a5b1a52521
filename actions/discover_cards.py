"""Cards about a workflow that are in chats: they follow what is taken back, and hold no words of their own (E1)."""

from dataclasses import replace
from datetime import datetime

from actions import outgoing
from portfolio.discover.workflows import Workflow
from portfolio.names import folded
from portfolio.views.interviews import DiscoverCard
from store import Tx, adopted, workflows


def called(tx: Tx, name: str) -> list[Workflow]:
    """The workflow of exactly this name, else those whose name has these words in it."""
    exact = workflows.by_name(tx, name)
    return [exact] if exact else [one for one in workflows.everything(tx) if folded(name) in folded(one.name)]


def refresh(tx: Tx, workflow: str, now: datetime) -> None:
    """Words that cards about a workflow may show were taken back: each is drawn anew, a form that was opened on one
    included, for on every other client the words still stand behind it. Nothing else draws a card anew under its reader."""
    for row in adopted.showing(tx, workflow):
        view = outgoing.unpack(row.view)
        if isinstance(view, DiscoverCard) and view.workflow == workflow:
            outgoing.refresh(tx, row.key, replace(view, drawn=view.drawn + 1), now)
