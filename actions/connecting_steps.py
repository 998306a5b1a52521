"""What a step of connecting a metric to its data looks like: drawn from its look, in a turn and on the card in the chat."""

from datetime import datetime

from actions import lookups, sources
from actions.people import actor_of
from portfolio.authority import Act, allowed
from portfolio.guessing import Guess, guess, how_for, shape_for
from portfolio.initiatives import Initiative
from portfolio.lookups import Ask, Contents, Lookup, LookupState, Preview
from portfolio.metrics import Metric
from portfolio.observations import Binding, Shape
from portfolio.people import Actor
from portfolio.sources import KEYED
from portfolio.views.connecting import (
    ColumnsForm,
    Connected,
    Looking,
    PathForm,
    SourceGap,
    SourcePreview,
    SourceWaits,
    TablesForm,
)
from store import Tx, initiatives, metrics, people
from store import lookups as stored
from store import sources as stored_sources

Step = Looking | SourceWaits | TablesForm | PathForm | ColumnsForm | SourcePreview | SourceGap | Connected
COLUMNS = ("start", "end", "at", "value", "n", "person", "kind", "group", "key")
"""The parts of a binding that name a column."""


def receipt(tx: Tx, actor: Actor, found: Lookup) -> Connected:
    """What was saved from a look."""
    one, source = initiatives.get(tx, found.initiative), stored_sources.get(tx, found.source or "")
    assert one is not None and source is not None, "it was saved"
    bound = metrics.version(tx, one.id, source.metric)
    bound = bound and sources.meant(tx, bound, source.guardrail)
    return Connected(
        initiative=one.id, name=one.name, metric=bound.name if bound else "", label=source.label, binding=source.binding,
        how=source.how, by=people.get(tx, source.enabled_by).name, at=source.enabled_at, zone=actor.zone,
        again=stored_sources.before(tx, source) is not None,
    )


def is_over(found: Lookup, now: datetime) -> bool:
    """Whether nothing more can come of it."""
    return found.state not in (LookupState.WAITING, LookupState.ANSWERED) or found.expires_at <= now


def followed(tx: Tx, person: int, waiting: Looking, now: datetime) -> Step:
    """What a card in somebody's chat shows instead of "Reading ...", as the record stands at that moment."""
    actor, found, one = actor_of(tx, person), stored.get(tx, waiting.lookup), initiatives.get(tx, waiting.initiative)
    if found is None or found.asker != person or one is None or not allowed(actor, Act.PREPARE, one):
        return SourceGap(
            lookup=waiting.lookup, initiative=waiting.initiative, name=waiting.name, label="", zone=actor.zone, obstacle=None
        )
    return present(tx, actor, found, now)


def present(tx: Tx, actor: Actor, found: Lookup, now: datetime, *, shape: Shape | None = None) -> Step:
    """The step of the dialog that a look has come to. `shape`: what one row is to say instead of what was guessed."""
    one = initiatives.get(tx, found.initiative)
    assert one is not None, "a look is about an initiative"
    if found.state is LookupState.USED and found.source is not None:
        return receipt(tx, actor, found)
    if is_over(found, now) or found.ask is None:
        return _gap(found, one, actor)
    said = found.answer
    if said is None:
        return lookups.looking(found, one)
    if said.contents is not None:
        return _choose(tx, actor, found, one, said.contents, shape)
    if said.preview is not None:
        return _preview(tx, found, one, said.preview)
    return _gap(found, one, actor)


def _gap(found: Lookup, one: Initiative, actor: Actor) -> SourceGap:
    obstacle = found.answer.obstacle if found.answer else None
    label = found.ask.label if found.ask else ""
    return SourceGap(
        lookup=found.id, initiative=one.id, name=one.name, label=label, zone=actor.zone, obstacle=obstacle
    )


def _choose(
    tx: Tx, actor: Actor, found: Lookup, one: Initiative, contents: Contents, shape: Shape | None
) -> TablesForm | PathForm | ColumnsForm:
    if contents.counts:
        return PathForm(
            lookup=found.id, initiative=one.id, name=one.name, label=contents.label,
            found=tuple(zip(contents.tables, contents.counts, strict=True)), values={"table": contents.tables[0]},
            problems=(),
        )
    if contents.tables:
        return TablesForm(
            lookup=found.id, initiative=one.id, name=one.name, label=contents.label, tables=contents.tables, problems=()
        )
    metric = _meant(tx, one, found)
    assert metric is not None, "only a metric is connected"
    keyed = contents.ref.kind in KEYED
    chosen = None if shape is not None else _chosen(tx, actor, found)
    if chosen is not None and chosen.binding is not None and chosen.how is not None:
        shape, values = chosen.binding.shape, _columns(chosen.binding) | {"how": chosen.how.value}
        values |= {"pilot": chosen.pilot} if chosen.pilot else {}
    else:
        shape = shape or shape_for(metric.family, contents.columns)
        values = {"how": how_for(metric.family, shape).value} | _columns(guess(contents.columns, shape, keyed=keyed))
    return ColumnsForm(
        lookup=found.id, initiative=one.id, name=one.name, metric=metric.name, unit=metric.unit, label=contents.label,
        zone=actor.zone, shape=shape, columns=contents.columns, more=contents.more, keyed=keyed,
        values=values, problems=(),
    )


def _meant(tx: Tx, one: Initiative, found: Lookup) -> Metric | None:
    """What is to be counted there."""
    metric = metrics.latest(tx, one.id)
    return metric and sources.meant(tx, metric, found.ask.guardrail if found.ask else None)


def _chosen(tx: Tx, actor: Actor, found: Lookup) -> Ask | None:
    """What was chosen among these columns the last time, while that is kept."""
    asked = [look.ask for look in stored.open_of(tx, actor.number, found.initiative) if look.parent == found.id]
    return asked[-1] if asked else None


def _columns(binding: Binding | Guess) -> dict[str, str]:
    return {field: name for field in COLUMNS if (name := getattr(binding, field, None)) is not None}


def _preview(tx: Tx, found: Lookup, one: Initiative, said: Preview) -> SourcePreview:
    asked, parent = found.ask, stored.get(tx, found.parent or "")
    assert asked is not None and asked.binding is not None and asked.how is not None, "columns were chosen"
    contents = parent.answer.contents if parent and parent.answer else None
    bound = set(_columns(asked.binding).values())
    metric = _meant(tx, one, found)
    return SourcePreview(
        lookup=found.id, parent=found.parent or "", initiative=one.id, name=one.name, label=asked.label,
        unit=metric.unit if metric else "", zone=asked.binding.zone, binding=asked.binding, how=asked.how,
        pilot=asked.pilot, preview=said,
        columns={one.name: one.shown for one in (contents.columns if contents else ()) if one.name in bound},
    )
