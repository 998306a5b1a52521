"""What a change of the rules does once it holds, and what the ledger says of it."""

from datetime import datetime

from actions.histories import supersede
from portfolio.criteria import Amendment, criteria_of, differences
from portfolio.errors import Refused
from portfolio.gates import Gate
from portfolio.initiatives import Initiative
from store import Tx, gates, guardrails, initiatives, ledger, metrics
from store.values import fingerprint


def take_effect(tx: Tx, made: Amendment, one: Initiative, gate: Gate) -> None:
    """The new version holds. Refused when the criteria have become others than those it was to change."""
    old, rails = metrics.latest(tx, one.id), guardrails.in_force(tx, one.id)
    if old is None or criteria_of(old, rails) != made.was:
        raise Refused("amendment_overtaken")
    if old.baseline is not None and old.baseline != made.metric.baseline:
        supersede(tx, old, old.baseline)
    metrics.add(tx, made.metric, made.by)
    for rail in made.now.guardrails:
        if rail not in rails:
            guardrails.add(tx, rail, made.by, made.at)
    initiatives.change(tx, one)   # a card with the criteria as they were must not overwrite these
    gates.change(tx, gate)        # nor change them once more


def note(tx: Tx, made: Amendment, by: int | None, now: datetime, **texts: str | None) -> None:
    """The one entry of a step, `by` None: of the calendar's. Both versions as hashes, what differs as codes; `texts` are
    hashes of words."""
    source = "calendar" if by is None else "teams"
    ledger.note(
        tx, at=now, actor=by, action=f"{source}:amendment:{made.state.value}", subject=made.initiative,
        data={"amendment": made.id, "gate": made.gate, "was": fingerprint(made.was), "now": fingerprint(made.now),
              "version": made.now.version, "changes": [change.value for change in differences(made.was, made.now)],
              "second": made.second, **texts},
    )
