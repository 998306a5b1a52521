"""One initiative from registration to its decision, on both engines."""

from datetime import timedelta

from actions import decisions, signatures
from portfolio.commands import Countersign, Decide
from portfolio.verdicts import Choice
from portfolio.views.checkins import Receipt
from portfolio.views.gates import Decided, DecisionForm
from store import Store, ledger
from tests.actions.world import World, company, object_id


async def test_an_initiative_goes_from_registration_to_a_countersigned_funding(store: Store) -> None:
    world = World(store, company())
    dana = await world.meet("Dana Whitfield")
    rita = await world.meet("Rita Reviewer")
    initiative = await world.initiative(dana)
    await world.metric(dana, initiative)
    await world.arm(dana, initiative)
    world.pass_(days=31)
    receipt = await world.check_in(dana, note="Tax starts Monday")
    assert isinstance(receipt, Receipt) and receipt.open == 0
    gate = await world.at_gate(dana, initiative)
    form = await store.read(decisions.form, dana, gate, world.company, world.now)
    assert isinstance(form, DecisionForm) and form.missing_to_fund
    today = world.now.date()
    fund = Decide(gate=gate, revision=form.revision, choice=Choice.FUND, on=today + timedelta(days=20),
                  reason="The gain holds in all four practices.", second=object_id("Rita Reviewer"),
                  expires=today + timedelta(days=30))
    pending = await store.write(decisions.decide, dana, fund, world.company, world.now)
    assert isinstance(pending, Decided) and pending.pending
    signed = await store.write(
        signatures.countersign, rita, Countersign(decision=pending.reference, agree=True, remark=""), world.now
    )
    assert isinstance(signed, Decided) and not signed.pending
    entries = await store.read(lambda tx: list(ledger.export(tx)))
    assert len(entries) > 8
