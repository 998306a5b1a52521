"""What is like an initiative that somebody is about to register, and what was learnt where it was retired (A1, A7, G9)."""

from collections.abc import Iterable
from datetime import date

from portfolio.authority import Act, allowed
from portfolio.initiatives import stage_on
from portfolio.names import folded
from portfolio.opportunities.register import Opportunity
from portfolio.overlaps import ALIKE, Agrees, alike, near, stems
from portfolio.people import Actor, name_of
from portfolio.views.initiatives import Similar
from store import Tx, decisions, initiatives, opportunities, people

MOST = 3


def similar(tx: Tx, actor: Actor, name: str, workflow: str, token: str, today: date) -> tuple[Similar, ...]:
    """Initiatives with nearly this name or this workflow, the nearest first; () once the form `token` has registered one.

    Of one that this person may not see only its name is told, and only where they have typed nearly the same themselves. The
    very same name is refused when it is registered.
    """
    if initiatives.by_token(tx, token) is not None:
        return ()
    return _initiatives(tx, actor, name, workflow, today, same=False)


def _initiatives(tx: Tx, actor: Actor, name: str, workflow: str, today: date, *, same: bool) -> tuple[Similar, ...]:
    """`same`: with one that is called exactly so."""
    words = stems(name)
    found = []
    for one in initiatives.everything(tx):
        agrees = near(name, workflow, one.name, one.workflow)
        close = alike(words, stems(one.name))
        may = allowed(actor, Act.SEE, one)
        if agrees and (same or folded(one.name) != folded(name)) and (may or close >= ALIKE[Agrees.NAME]):
            found.append((-close, one.name, may, one, agrees))
    found.sort(key=lambda each: each[:2])
    names = people.many(tx, [one.sponsor for _, _, _, one, _ in found[:MOST]])
    lessons = decisions.lessons(tx) if found else {}
    return tuple(
        Similar(
            initiative=one.id if may else None, name=one.name, sponsor=name_of(names, one.sponsor) if may else None,
            stage=stage_on(one.stage, one.first_use, today) if may else None, agrees=agrees if may else (Agrees.NAME,),
            lesson=lessons.get(one.id, "") if may else "",
        )
        for _, _, may, one, agrees in found[:MOST]
    )


def nearest(name: str, workflow: str, several: Iterable[Opportunity]) -> list[Opportunity]:
    """Those of the opportunities that may be the same, the nearest first."""
    words = stems(name)
    found = [one for one in several if folded(one.name) != folded(name) and near(name, workflow, one.name, one.workflow)]
    return sorted(found, key=lambda one: (-alike(words, stems(one.name)), one.name))


def candidates(
    tx: Tx, actor: Actor, name: str, workflow: str, token: str, today: date, own: str | None = None
) -> tuple[Similar, ...]:
    """What is like an opportunity that somebody is about to add, or one that is there (`own`): others in the register, then
    initiatives; () once the form `token` has added one. Of what this person may not see only its name is told, and only
    where they have typed nearly the same themselves."""
    if own is None and opportunities.by_token(tx, token) is not None:
        return ()
    everything, words = allowed(actor, Act.SEE_OPPORTUNITIES), stems(name)
    listed = []
    for one in nearest(name, workflow, (one for one in opportunities.still_open(tx) if one.id != own)):
        may = everything or one.proposed_by == actor.number
        if may or alike(words, stems(one.name)) >= ALIKE[Agrees.NAME]:
            listed.append(Similar(
                initiative=None, name=one.name, sponsor=None, stage=None, lesson="", opportunity=one.id if may else None,
                state=one.state if may else None,
                agrees=near(name, workflow, one.name, one.workflow) if may else (Agrees.NAME,),
            ))
    # Nothing refuses an opportunity that is called like an initiative, until it is to become one.
    return (*listed, *_initiatives(tx, actor, name, workflow, today, same=True))[:MOST]


def taken(tx: Tx, name: str, own: str | None = None) -> bool:
    """Whether something that is still open in the register, other than `own`, is called so."""
    return any(folded(one.name) == folded(name) and one.id != own for one in opportunities.still_open(tx))
