"""What a decision lacks, and what it is refused for."""

from typing import Any

import pytest

from portfolio.decisions import Piece
from portfolio.errors import Invalid
from portfolio.metrics import BaselineState, Provenance
from portfolio.people import Actor
from portfolio.verdicts import Choice
from store import Tx
from store import decisions as stored
from tests.actions.world import World

REASON = "The gain holds in all four practices."
RECORDED = (Piece.BASELINE, Piece.PROVENANCE, Piece.ADOPTION_LEAD, Piece.INTEGRATION)
"""The pieces that this version has a record of; the others are missing always."""


async def problems(world: World, dana: Actor, one: str, choice: Choice, **changes: Any) -> list[tuple[str, str]]:
    """What is refused, after seeing that nothing was stored."""
    before, gate = await world.noted(), await world.gate(one)
    with pytest.raises(Invalid) as invalid:
        await world.decide(dana, gate.id, choice, **changes)
    assert await world.noted() == before and await world.gate(one) == gate
    assert await world.store.read(stored.of_gate, gate.id) is None
    return [(found.field, found.code) for found in invalid.value.problems]


async def set_piece(world: World, one: str, piece: Piece | None) -> None:
    """Everything recordable is in place but this piece, as if it had been measured and locked."""
    ada = await world.meet("Ada Adoption")

    def change(tx: Tx) -> None:
        state = BaselineState.PROPOSED if piece is Piece.BASELINE else BaselineState.LOCKED
        provenance = Provenance.REPORTED if piece is Piece.PROVENANCE else Provenance.MEASURED
        tx.exec_driver_sql(f"update metrics set baseline_state = '{state}', baseline_provenance = '{provenance}'")
        lead = "null" if piece is Piece.ADOPTION_LEAD else ada.number
        integration = "standalone" if piece is Piece.INTEGRATION else "office"
        tx.exec_driver_sql(f"update initiatives set adoption_lead = {lead}, integration = '{integration}'")

    await world.store.write(change)
