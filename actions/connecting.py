"""Connecting a metric to its data, a step at a time: where, may it be read, which columns, what they say, saved (B3, B5).

What a step found is in its look; the card carries its id. Each step asks the worker and shows "Reading ..." at once.
"""

from dataclasses import replace
from datetime import datetime

from actions import access, grants, lookups, sources
from actions.connecting_steps import COLUMNS, Step, is_over, present, receipt
from actions.outgoing import Card
from actions.sprint_views import may_offer
from portfolio.addresses import Address, read_address
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.commands import AnswerGrant, BindSource, ChooseColumns, FindSource
from portfolio.company import Company
from portfolio.errors import Invalid, NotFound, Refused, problem
from portfolio.grants import Grant, GrantState
from portfolio.initiatives import Initiative
from portfolio.lookups import Ask, Contents, Lookup, LookupState
from portfolio.metrics import Metric
from portfolio.observations import Shape
from portfolio.people import Actor
from portfolio.views.connecting import Connected, Counted, WhereForm
from store import Tx, gates, metrics
from store import grants as stored_grants
from store import lookups as stored


def where(
    tx: Tx, actor: Actor, id: str, now: datetime, guardrail: int | None = None, lookup: str | None = None
) -> WhereForm:
    """"Where is it counted?", from the beginning: what this person had asked before is over. `lookup`: one of that, which
    knows what was to be counted."""
    before = stored.get(tx, lookup) if lookup else None
    if before is not None and before.initiative == id and before.ask is not None:
        guardrail = before.ask.guardrail
    one, _ = _counted(tx, actor, id, guardrail)
    lookups.leave(tx, actor, one)
    return where_again(tx, actor, id, now, guardrail)


def where_again(tx: Tx, actor: Actor, id: str, now: datetime, guardrail: int | None = None) -> WhereForm:
    """The same question once more, after an answer that could not be used."""
    one, metric = _counted(tx, actor, id, guardrail)
    source = sources.counting(tx, metric, guardrail)
    offered = guardrail is None and may_offer(
        tx, actor, one, metric, gates.current(tx, one.id), local_date(now, actor.zone)
    )
    return WhereForm(
        guardrail=guardrail, may_sprint=offered,
        initiative=one.id, name=one.name, metric=metric.name, values={}, problems=(),
        counted=None if source is None else Counted(label=source.label, since=local_date(source.enabled_at, actor.zone)),
    )


def _counted(tx: Tx, actor: Actor, id: str, guardrail: int | None = None) -> tuple[Initiative, Metric]:
    """The initiative, for who may prepare it, and the metric (or guardrail) that is to be counted."""
    one = access.to_change(tx, actor, Act.PREPARE, id)
    metric = metrics.latest(tx, one.id)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    return one, sources.meant(tx, metric, guardrail)


def find(tx: Tx, actor: Actor, command: FindSource, card: Card | None, company: Company, now: datetime) -> Step:
    """Look at an address that is enabled; put another one to the admins."""
    one, _ = _counted(tx, actor, command.initiative, command.guardrail)
    grant = grants.demanded(tx, actor, one, command.address, now, command.guardrail)
    if grant.state is not GrantState.ENABLED:
        lookups.leave(tx, actor, one)
        return grants.waits(tx, actor, one, grant, company, now, command.guardrail)
    question = Ask(address=command.address.text, label=command.address.label, guardrail=command.guardrail)
    return _look(tx, actor, one, grant, question, card, now)


def _look(
    tx: Tx, actor: Actor, one: Initiative, grant: Grant, question: Ask, card: Card | None, now: datetime
) -> Step:
    return present(tx, actor, lookups.ask(tx, actor, one, grant, question, card, now), now)


def go_on(
    tx: Tx, actor: Actor, grant: str, card: Card | None, company: Company, now: datetime, guardrail: int | None = None
) -> Step:
    """Where a question to the admins has left off: look if it is enabled by now, else say that it still waits. Without a
    `guardrail` it is about what was asked for."""
    found = stored_grants.get(tx, grant)
    if found is None:
        raise NotFound("not_found")
    guardrail = guardrail or found.guardrail
    one, _ = _counted(tx, actor, found.initiative, guardrail)
    if found.state is not GrantState.ENABLED:
        return grants.waits(tx, actor, one, found, company, now, guardrail)
    question = Ask(address=found.address.text, label=found.address.label, guardrail=guardrail)
    return _look(tx, actor, one, found, question, card, now)


def show(tx: Tx, actor: Actor, lookup: str, now: datetime) -> Step:
    """How a look stands now. Only its asker sees anything of it."""
    return present(tx, actor, _mine(tx, actor, lookup), now)


def _mine(tx: Tx, actor: Actor, id: str) -> Lookup:
    found = stored.get(tx, id)
    if found is None or found.asker != actor.number:
        raise NotFound("not_found")
    access.to_change(tx, actor, Act.PREPARE, found.initiative)
    return stored.get(tx, id) or found


def reshape(tx: Tx, actor: Actor, lookup: str, shape: Shape, now: datetime) -> Step:
    """Choose among the same columns for rows that say something else."""
    found, _ = _contents(tx, actor, lookup, now)
    return present(tx, actor, found, now, shape=shape)


def enable(
    tx: Tx, actor: Actor, command: AnswerGrant, company: Company, now: datetime, guardrail: int | None = None
) -> Step:
    """Who asks is an admin, and answers where they asked."""
    answered = stored_grants.get(tx, grants.answer(tx, actor, command, now).grant)
    assert answered is not None, "it was answered a moment ago"
    one, _ = _counted(tx, actor, answered.initiative, guardrail)
    return grants.waits(tx, actor, one, answered, company, now, guardrail)


def again(tx: Tx, actor: Actor, lookup: str, card: Card | None, company: Company, now: datetime) -> Step | WhereForm:
    """Look once more, from the first step, after something was in the way or took too long. Of a look that is over the
    address is forgotten; where a whole host was enabled it is asked for anew."""
    found = _mine(tx, actor, lookup)
    grant = stored_grants.get(tx, found.grant)
    assert grant is not None, "a look is at a granted address"
    if found.ask is None and grant.address.host is not None:
        return where(tx, actor, found.initiative, now)
    if grant.state is not GrantState.ENABLED or found.ask is None:
        return go_on(tx, actor, grant.id, card, company, now, found.ask.guardrail if found.ask else None)
    one, _ = _counted(tx, actor, found.initiative, found.ask.guardrail)
    return _look(tx, actor, one, grant, _anew(found.ask), card, now)


def _anew(asked: Ask) -> Ask:
    """The question a dialog began with: what is at that address?"""
    place = read_address(asked.address)
    assert isinstance(place, Address), "only addresses that can be read are asked for"
    return Ask(address=place.text, label=place.label, guardrail=asked.guardrail)


def choose_table(tx: Tx, actor: Actor, lookup: str, table: str, card: Card | None, now: datetime) -> Step:
    """One of a workbook's tables, or of the lists of rows in JSON."""
    found, contents = _contents(tx, actor, lookup, now)
    if table not in contents.tables:
        raise Invalid(problem("table", "path_elsewhere" if contents.counts else "choose_one"))
    one, grant = _granted(tx, actor, found)
    assert found.ask is not None, "an open look asks something"
    return _look(tx, actor, one, grant, replace(found.ask, table=table), card, now)


def _contents(tx: Tx, actor: Actor, lookup: str, now: datetime) -> tuple[Lookup, Contents]:
    found = _mine(tx, actor, lookup)
    if is_over(found, now) or found.answer is None or found.answer.contents is None:
        raise Refused("lookup_over")
    return found, found.answer.contents


def _granted(tx: Tx, actor: Actor, found: Lookup) -> tuple[Initiative, Grant]:
    one, _ = _counted(tx, actor, found.initiative)
    grant = stored_grants.get(tx, found.grant)
    if grant is None or grant.state is not GrantState.ENABLED:
        raise Refused("source_not_enabled")
    return one, grant


def choose_columns(tx: Tx, actor: Actor, command: ChooseColumns, card: Card | None, now: datetime) -> Step:
    """See what these columns say. Invalid for a column that the source does not have; Refused as `sources.bind` is."""
    found, contents = _contents(tx, actor, command.lookup, now)
    known = {column.name for column in contents.columns}
    wrong = [field for field in COLUMNS if (name := getattr(command.binding, field)) is not None and name not in known]
    if wrong:
        raise Invalid(*(problem(field, "choose_one") for field in wrong))
    one, grant = _granted(tx, actor, found)
    assert found.ask is not None, "an open look asks something"
    question = replace(
        found.ask, ref=contents.ref, label=contents.label, binding=command.binding, how=command.how, pilot=command.pilot
    )
    sources.check(tx, actor, _command(one, grant, question))
    return present(tx, actor, lookups.ask(tx, actor, one, grant, question, card, now, parent=found), now)


def _command(one: Initiative, grant: Grant, asked: Ask) -> BindSource:
    assert asked.ref is not None and asked.binding is not None and asked.how is not None, "columns were chosen"
    return BindSource(
        initiative=one.id, grant=grant.id, ref=asked.ref, label=asked.label, binding=asked.binding, how=asked.how,
        pilot=asked.pilot, guardrail=asked.guardrail,
    )


def save(tx: Tx, actor: Actor, lookup: str, now: datetime) -> Connected:
    """Count the metric there from now on: what was seen is what is bound. Pressing again changes nothing."""
    found = _mine(tx, actor, lookup)
    if found.state is LookupState.USED:
        return receipt(tx, actor, found)
    if is_over(found, now) or found.ask is None or found.answer is None or found.answer.preview is None:
        raise Refused("lookup_over")
    if found.answer.preview.usable == 0:
        raise Refused("source_nothing_usable")
    one, grant = _granted(tx, actor, found)
    source = sources.bind(tx, actor, _command(one, grant, found.ask), now)
    lookups.used(tx, stored.open_of(tx, actor.number, one.id), source.id)
    return receipt(tx, actor, _mine(tx, actor, lookup))
