"""What a constraint can hit, by id and by name: initiatives, opportunities and workflows; and who may know of it."""

from collections.abc import Iterable, Mapping

from portfolio.authority import Act, allowed
from portfolio.names import folded
from portfolio.people import Actor
from store import Tx, initiatives, opportunities, workflows


def names(tx: Tx, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of those that there are, by id."""
    wanted = frozenset(ids)
    found = {**initiatives.names(tx, wanted), **{id: one.name for id, one in workflows.several(tx, wanted).items()}}
    if wanted - found.keys():
        found |= {one.id: one.name for one in opportunities.everything(tx) if one.id in wanted}
    return found


def seen(tx: Tx, actor: Actor, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of those that this person may know of, by id: an opportunity only with the whole portfolio."""
    known = names(tx, ids)
    if allowed(actor, Act.SEE_PORTFOLIO):
        return known
    theirs = {id for id, one in initiatives.several(tx, known).items() if allowed(actor, Act.SEE, one)}
    return {id: name for id, name in known.items() if id in theirs or may_see_workflow(tx, actor, id)}


def may_see_workflow(tx: Tx, actor: Actor, workflow: str) -> bool:
    """Who sees the portfolio sees every workflow; anybody else those that an initiative of theirs belongs to, once somebody
    has accepted to answer for it: anybody may register one, and quotes are for those who are responsible only."""
    if allowed(actor, Act.SEE_PORTFOLIO):
        return True
    belongs = initiatives.several(tx, workflows.attached_to(tx, workflow)).values()
    return any(one.owned and allowed(actor, Act.SEE, one) for one in belongs)


def called(tx: Tx, name: str) -> str | None:
    """The id of what has this name, letter case and spaces aside: an initiative, a workflow or an open opportunity."""
    found = initiatives.by_name(tx, name) or workflows.by_name(tx, name)
    if found is not None:
        return found.id
    wanted = folded(name)
    return next((one.id for one in opportunities.still_open(tx) if folded(one.name) == wanted), None)


def offered(tx: Tx) -> list[tuple[str, str]]:
    """Ids and names of what can be ticked: workflows, initiatives in flight, open opportunities."""
    every = (workflows.everything(tx), initiatives.in_flight(tx), opportunities.still_open(tx))
    return [(one.id, one.name) for several in every for one in several]
