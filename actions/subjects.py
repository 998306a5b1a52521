"""What a constraint can hit, by id and by name: initiatives and workflows; and who may know of it."""

from collections.abc import Iterable, Mapping

from portfolio.authority import Act, allowed
from portfolio.people import Actor
from store import Tx, initiatives, workflows


def names(tx: Tx, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of those that there are, by id."""
    wanted = list(ids)
    return {**initiatives.names(tx, wanted), **{id: one.name for id, one in workflows.several(tx, wanted).items()}}


def seen(tx: Tx, actor: Actor, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of those that this person may know of, by id."""
    known = names(tx, ids)
    if allowed(actor, Act.SEE_PORTFOLIO):
        return known
    theirs = {id for id, one in initiatives.several(tx, known).items() if allowed(actor, Act.SEE, one)}
    return {id: name for id, name in known.items() if id in theirs or may_see_workflow(tx, actor, id)}


def may_see_workflow(tx: Tx, actor: Actor, workflow: str) -> bool:
    """Who sees the portfolio sees every workflow; anybody else those that an initiative of theirs belongs to."""
    if allowed(actor, Act.SEE_PORTFOLIO):
        return True
    belongs = initiatives.several(tx, workflows.attached_to(tx, workflow)).values()
    return any(allowed(actor, Act.SEE, one) for one in belongs)


def called(tx: Tx, name: str) -> str | None:
    """The id of what has this name, letter case and spaces aside: an initiative, else a workflow."""
    initiative = initiatives.by_name(tx, name)
    if initiative is not None:
        return initiative.id
    workflow = workflows.by_name(tx, name)
    return workflow.id if workflow else None
