"""`workflows`: what is known of each, what was seen of it, and what belongs to it (E2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from actions import access, constraint_lines, subjects
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.discover.commands import KeepWorkflow
from portfolio.discover.steps import Observation, totals
from portfolio.discover.workflows import MAX_NAME, NONE, Workflow
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused, problem
from portfolio.initiatives import Initiative
from portfolio.names import plain
from portfolio.overlaps import stems
from portfolio.people import Actor, Person, name_of
from portfolio.quantities import typed
from portfolio.views.discover import (
    AttachForm,
    Named,
    WatchedLine,
    WorkflowCard,
    WorkflowForm,
    WorkflowLine,
    WorkflowList,
)
from store import Tx, ledger, people, watched, workflows
from store.ids import new_id
from store.locks import alone

PAGE = 8
MOST_EARLIER = 5
MOST_OFFERED = 40


def listed(tx: Tx, actor: Actor, page: int) -> WorkflowList:
    """A page of the workflows this person may see, in name order."""
    seen = [one for one in workflows.everything(tx) if subjects.may_see_workflow(tx, actor, one.id)]
    pages = max(1, -(-len(seen) // PAGE))
    page = min(max(page, 1), pages)
    shown = seen[(page - 1) * PAGE : page * PAGE]
    newest = watched.newest(tx, [one.id for one in shown])
    return WorkflowList(
        rows=tuple(_line(tx, one, newest.get(one.id)) for one in shown), page=page, pages=pages, total=len(seen),
        may_change=allowed(actor, Act.DISCOVER),
    )


def _line(tx: Tx, one: Workflow, newest: Observation | None) -> WorkflowLine:
    return WorkflowLine(
        workflow=one.id, name=one.name, system_of_record=one.system_of_record,
        totals=totals(newest.steps) if newest else None, watched_on=newest.observed_on if newest else None,
        attached=len(workflows.attached_to(tx, one.id)),
    )


def find(tx: Tx, actor: Actor, text: str) -> str:
    """The id of the workflow whose name was typed, among those this person may see. NotFound or Refused say what to type."""
    seen = [one for one in workflows.everything(tx) if subjects.may_see_workflow(tx, actor, one.id)]
    exact = workflows.by_name(tx, text)
    if exact is not None and any(one.id == exact.id for one in seen):
        return exact.id
    wanted = plain(text)
    found = [one for one in seen if wanted and wanted in plain(one.name)]
    if not found:
        raise NotFound("no_workflow_called", name=text)
    if len(found) > 1:
        raise Refused("several_called", name=text, names=", ".join(one.name for one in found[:5]))
    return found[0].id


def door(tx: Tx, actor: Actor, id: str) -> Workflow:
    """The workflow, if this person may see it."""
    one = workflows.by_id(tx, id)
    if one is None or not subjects.may_see_workflow(tx, actor, id):
        raise NotFound("not_found")
    return one


def card(tx: Tx, actor: Actor, id: str, now: datetime, just: str | None = None) -> WorkflowCard:
    """Everything about one workflow that this person may see."""
    one, today = door(tx, actor, id), local_date(now, actor.zone)
    versions = watched.of_workflow(tx, id)
    names = people.many(tx, [version.by for version in versions])
    may = allowed(actor, Act.DISCOVER)
    belongs = subjects.seen(tx, actor, workflows.attached_to(tx, id))
    return WorkflowCard(
        workflow=one.id, revision=one.revision, name=one.name, system_of_record=one.system_of_record, actors=one.actors,
        owner_role=one.owner_role, volume_per_month=one.volume_per_month, volume_source=one.volume_source,
        volume_provenance=one.volume_provenance, newest=_watched(versions[0], names) if versions else None,
        steps=versions[0].steps if versions else (),
        earlier=tuple(_watched(version, names) for version in versions[1 : 1 + MOST_EARLIER]),
        attached=tuple(Named(id=id, name=name) for id, name in belongs.items()),
        constraints=constraint_lines.of_workflow(tx, actor, id, today), may_change=may,
        may_look=allowed(actor, Act.SEE_PORTFOLIO), begun=may and watched.begun(tx, id, actor.number) is not None, just=just,
    )


def _watched(one: Observation, names: Mapping[int, Person]) -> WatchedLine:
    assert one.version is not None
    return WatchedLine(
        version=one.version, observed_on=one.observed_on, cases=one.cases, provenance=one.provenance,
        by=name_of(names, one.by), totals=totals(one.steps),
    )


def form(tx: Tx, actor: Actor, id: str | None, token: str) -> WorkflowForm:
    """An empty form, or one with what is known of a workflow."""
    access.demand(actor, Act.DISCOVER)
    if id is None:
        return WorkflowForm(workflow=None, revision=None, token=token, values={}, problems=())
    one = door(tx, actor, id)
    values = {
        "name": one.name, "system": one.system_of_record, "actors": ", ".join(one.actors), "owner": one.owner_role,
        "volume": None if one.volume_per_month is None else typed(one.volume_per_month), "volume_source": one.volume_source,
        "volume_provenance": one.volume_provenance.value if one.volume_provenance else None,
    }
    return WorkflowForm(
        workflow=one.id, revision=one.revision, token=token, values={id: said for id, said in values.items() if said},
        problems=(),
    )


def keep(tx: Tx, actor: Actor, command: KeepWorkflow, now: datetime) -> WorkflowCard:
    """Add a workflow, or change one. The same once more changes nothing. Refused for a name that is taken; Conflict when
    somebody changed it since."""
    access.demand(actor, Act.DISCOVER)
    alone(tx, f"workflow:{command.workflow or command.token}")
    old = door(tx, actor, command.workflow) if command.workflow is not None else None
    if old is None and (before := workflows.by_token(tx, command.token)) is not None:
        return card(tx, actor, before.id, now, "added")
    new = Workflow(
        id=old.id if old else new_id("w"), name=command.name, system_of_record=command.system_of_record,
        actors=command.actors, owner_role=command.owner_role, volume_per_month=command.volume_per_month,
        volume_source=command.volume_source, volume_provenance=command.volume_provenance,
        registered_by=old.registered_by if old else actor.number, registered_at=old.registered_at if old else now,
        revision=old.revision if old else 1, volume_on=_volume_on(command, old, local_date(now, actor.zone)),
    )
    if new == old:
        return card(tx, actor, new.id, now)
    if old is not None and old.revision != command.revision:
        raise Conflict("changed_since")
    _store(tx, old, new, command.token)
    just = "added" if old is None else "changed"
    ledger.note(tx, at=now, actor=actor.number, action=f"teams:workflow:{just}", subject=new.id)
    return card(tx, actor, new.id, now, just)


def _volume_on(command: KeepWorkflow, old: Workflow | None, today: date) -> date | None:
    """The day of what is said of the volume now: the former one while it says the same."""
    said = command.volume_per_month, command.volume_source, command.volume_provenance
    if old is not None and said == (old.volume_per_month, old.volume_source, old.volume_provenance):
        return old.volume_on
    return today if command.volume_per_month is not None else None


def _store(tx: Tx, old: Workflow | None, new: Workflow, token: str) -> None:
    same = workflows.by_name(tx, new.name)
    if same is not None and same.id != new.id:
        raise Refused("duplicate_workflow", name=new.name)
    if old is None:
        if not workflows.insert(tx, new, token):  # somebody else's of that name came first, a moment ago
            raise Refused("duplicate_workflow", name=new.name)
    else:
        workflows.change(tx, replace(new, revision=old.revision + 1))


def add_named(tx: Tx, name: str, now: datetime) -> None:
    """A workflow of which nothing but the name is known, for whoever has the record's command line; nothing where there is
    one of that name. Invalid for a name that is too long."""
    name = " ".join(name.split())
    if not 0 < len(name) <= MAX_NAME:
        raise Invalid(problem("workflow", "text_too_long", most=MAX_NAME))
    alone(tx, "workflow:cli")
    if workflows.by_name(tx, name) is not None:
        return
    id = new_id("w")
    new = Workflow(
        id=id, name=name, system_of_record=None, actors=(), owner_role=None, volume_per_month=None, volume_source=None,
        volume_provenance=None, registered_by=None, registered_at=now, revision=1,
    )
    workflows.insert(tx, new, id)
    ledger.note(tx, at=now, actor=None, action="cli:workflow:added", subject=id)


# --- What belongs to it ---------------------------------------------------------------------------------------------------


def offered(tx: Tx, actor: Actor, said: str) -> tuple[Named, ...]:
    """Workflows to choose from, those most like what was typed first. Nothing is attached by itself. Who may see the
    portfolio is offered all; anybody else those that have words they typed themselves."""
    wanted, everything = stems(said), allowed(actor, Act.SEE_PORTFOLIO)
    each = [(len(wanted & stems(one.name)), one) for one in workflows.everything(tx)]
    each.sort(key=lambda pair: (-pair[0], pair[1].name))
    return tuple(Named(id=one.id, name=one.name) for like, one in each if like or everything)[:MOST_OFFERED]


def of_initiative(tx: Tx, actor: Actor, id: str) -> Named | None:
    """The workflow that an initiative belongs to, if this person may see it."""
    workflow = workflows.workflow_of(tx, id)
    one = workflows.by_id(tx, workflow) if workflow else None
    return Named(id=one.id, name=one.name) if one and subjects.may_see_workflow(tx, actor, one.id) else None


def may_attach(tx: Tx, actor: Actor, one: Initiative) -> bool:
    """Whether this person may say to which workflow it belongs, and there is one to choose."""
    return _may(actor, one) and bool(_choices(tx, actor, one))


def _may(actor: Actor, one: Initiative) -> bool:
    """What limits a workflow stands on the record of what belongs to it: so nobody attaches what nobody answers for yet,
    except the programme office."""
    return allowed(actor, Act.DISCOVER) or (one.owned and allowed(actor, Act.PREPARE, one))


def _choices(tx: Tx, actor: Actor, one: Initiative) -> tuple[Named, ...]:
    """What is offered, with the one it belongs to."""
    choices, now = offered(tx, actor, f"{one.workflow} {one.name}"), of_initiative(tx, actor, one.id)
    return choices if now is None or now in choices else (now, *choices)


def attach_form(tx: Tx, actor: Actor, initiative: str) -> AttachForm:
    """To which workflow an initiative belongs."""
    one = access.initiative(tx, actor, Act.PREPARE, initiative)
    if not _may(actor, one):
        raise NotYours("not_yours")
    now = workflows.workflow_of(tx, one.id)
    return AttachForm(
        initiative=one.id, name=one.name, typed=one.workflow, choices=_choices(tx, actor, one),
        values={"workflow": now or NONE}, problems=(),
    )


def attach(
    tx: Tx, actor: Actor, initiative: str, workflow: str | None, company: Company, now: datetime
) -> WorkflowCard | None:
    """Have it belong to this workflow, or to none (None). The same once more changes nothing."""
    one = access.to_change(tx, actor, Act.PREPARE, initiative)
    if not _may(actor, one):
        raise NotYours("not_yours")
    if workflow is not None and workflow not in {choice.id for choice in _choices(tx, actor, one)}:
        raise NotFound("not_found")
    if workflows.attach(tx, one.id, workflow, actor.number, now, open_on=constraint_lines.open_on(company, now)):
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:initiative:attached", subject=one.id, data={"workflow": workflow}
        )
    return None if workflow is None else card(tx, actor, workflow, now, "attached")
