"""R20: what changes state writes exactly one entry; replays, refusals and reads write none; no entry holds a word."""

import inspect
import json
from types import ModuleType
from typing import Any

from actions import (
    accounts,
    asking,
    checkins,
    constraints,
    decisions,
    defaults,
    delivery,
    digests,
    erasing,
    extensions,
    gates,
    idea_ladder,
    ideas,
    installations,
    leaving,
    lists,
    metrics,
    opportunities,
    pairs,
    people,
    promoting,
    records,
    registration,
    schedule,
    searching,
    shadow,
    signatures,
    snoozing,
    sponsorship,
    undoing,
    watching,
    workflows,
)
from portfolio.ledger import verify
from store import Store, ledger
from tests.actions.book import NAMES, WORDS, Book, name_of
from tests.actions.life import life
from tests.actions.world import TENANT, World, company, object_id

USE_CASES = (
    idea_ladder, ideas, opportunities, pairs, promoting,
    accounts, asking, checkins, decisions, defaults, delivery, digests, erasing, extensions, gates, installations, leaving,
    lists,
    metrics, people, records, registration, schedule, searching, shadow, signatures, snoozing, sponsorship, undoing,
    constraints, watching, workflows,
)  # fmt: skip
ONE_ENTRY = {
    "accounts.record", "checkins.suppress", "checkins.never_came",
    "checkins.prepare", "checkins.submit", "checkins.confirm", "snoozing.snooze", "checkins.arrived",
    "decisions.decide", "decisions.reopen_expired", "defaults.take", "defaults.reverse",
    "signatures.countersign", "signatures.lapse", "undoing.undo",
    "digests.prepare", "digests.channel_gates",
    "gates.take_step",
    "installations.keep", "installations.remove_team", "installations.bind_channel", "installations.release",
    "installations.release_self",
    "leaving.offer", "leaving.answer", "leaving.left", "leaving.not_left",
    "opportunities.add", "opportunities.change", "opportunities.answer", "opportunities.settle", "opportunities.weigh",
    "ideas.propose", "ideas.answer", "pairs.tell_apart", "pairs.merge",
    "metrics.save", "metrics.arm",
    "people.meet", "people.sync_roles",
    "registration.register", "sponsorship.answer", "sponsorship.name",
    "constraints.keep", "constraints.lift", "workflows.keep", "workflows.attach", "workflows.add_named",
    "watching.begin", "watching.keep_step", "watching.move_step", "watching.remove_step", "watching.drop",
    "watching.finish", "watching.record",
}
NO_ENTRY = {
    # An empty form is no change; an attempt to deliver is no entry (HOUSE.md): the outbox keeps its own book.
    "checkins.open_mine", "checkins.reopen", "checkins.edit", "delivery.claim", "delivery.settle",
    # What nobody agreed to is forgotten, and who puts a file is no news.
    "leaving.take", "leaving.expire",
    # A message, and no change; an idea that is answered by another change is part of that one's entry.
    "idea_ladder.take", "ideas.settled", "ideas.promoted",
    "signatures.ask", "signatures.remind", "asking.ask", "sponsorship.remind", "sponsorship.hand_over",
}
BY_HAND = {"delivery.recover", "extensions.extend", "extensions.form", "erasing.erase"}
"""The extension takes evidence, and nobody is left after an erasing: test_extension.py and test_erasing.py count theirs."""
READS = {
    "opportunities.seen", "opportunities.to_change", "opportunities.show", "opportunities.find", "promoting.form",
    "promoting.claim",
    "ideas.form", "ideas.listed", "ideas.own", "ideas.show", "idea_ladder.still_owed",
    "idea_ladder.current", "pairs.form",
    "decisions.form", "signatures.again", "delivery.next_wake",
    "accounts.due", "sponsorship.candidate",
    "digests.mine", "digests.build", "gates.preparation_owed", "delivery.still_owed", "installations.in_shadow",
    "shadow.preview", "metrics.form", "metrics.rules", "metrics.check",
    "people.actor_of", "people.as_typed", "people.named", "records.show", "records.record", "records.find",
    "leaving.make", "leaving.still_offered", "leaving.followed",
    "records.standing", "records.standings", "lists.portfolio", "lists.export", "lists.pasted", "lists.view_of",
    "searching.search",
    "searching.everything", "searching.matching", "records.gates_owed_by", "records.prepared_by", "schedule.snapshot",
    "constraints.register", "constraints.everything", "constraints.card", "constraints.form", "workflows.listed",
    "workflows.find", "workflows.door", "workflows.card", "workflows.form", "workflows.offered", "workflows.of_initiative",
    "workflows.may_attach", "workflows.attach_form", "watching.show", "watching.step_form",
    "asking.question", "sponsorship.ask_again", "sponsorship.name_form", "defaults.announced", "defaults.show",
}


PARTS = {
    "asking.cards_of", "asking.show", "asking.registrar", "asking.tell_who_can_name", "asking.missing", "asking.say_found",
    "sponsorship.decline", "sponsorship.pass_on", "sponsorship.another", "sponsorship.take_on", "sponsorship.hand_to",
    "sponsorship.has_declined", "promoting.carry", "sponsorship.must_be_free", "sponsorship.not_theirs",
}
"""Steps of these use cases that one about several initiatives takes too: test_sponsors.py counts its entries."""


def _public(module: ModuleType) -> set[str]:
    """The use cases of a module: public functions of a transaction."""
    own = [fn for fn in vars(module).values() if inspect.isfunction(fn) and fn.__module__ == module.__name__]
    takes = {name_of(fn): [*inspect.signature(fn).parameters][:1] for fn in own if not fn.__name__.startswith("_")}
    return {name for name, first in takes.items() if first == ["tx"]}


def test_every_use_case_says_whether_it_writes_an_entry() -> None:
    assert {name for module in USE_CASES for name in _public(module)} == ONE_ENTRY | NO_ENTRY | BY_HAND | READS | PARTS


async def test_each_change_writes_one_entry_and_nothing_else_writes_any(store: Store) -> None:
    world = World(store, company(roles={object_id(name): roles for name, roles in _roles().items()}))
    book = Book(world)
    await life(book)
    assert book.called == ONE_ENTRY | NO_ENTRY and book.looked == READS

    lines = await store.read(lambda tx: list(ledger.export(tx)))
    assert verify(lines).problem is None and len(lines) > 30
    text = "\n".join(lines).casefold()
    ids = [object_id(name) for name in NAMES]
    pieces = [word for phrase in (*WORDS.values(), *NAMES) for word in phrase.split() if len(word) > 4]
    for said in (*WORDS.values(), *NAMES, *ids, TENANT, *pieces, "4.7", "5.1"):
        if said.casefold() not in _CODES:
            assert said.casefold() not in text, f"the ledger holds {said!r}"
    for line in lines:
        assert json.loads(line)["action"].count(":") == 2


_CODES = {"reviewer", "office", "admin", "other", "monday", "finance", "please", "agree", "starts", "first"}
"""Words that are also codes of the ledger's own vocabulary, or say nothing by themselves."""


def _roles() -> dict[str, Any]:
    known = company().roles
    return {name: known[object_id(name)] for name in ("Rita Reviewer", "Olga Office", "Adam Admin")}
