"""Four initiatives that are counted in lists of the sample tenant, so that the evidence speaks; its truth is known.

Nothing here says what the evidence will be: people set a target, and decide what the card recommends to them.
"""

from collections.abc import Mapping

from graph.sample_tenant.model import PILOTS
from pilothouse.demo.story import BEGAN, DANA, GATE, HECTOR, MEI, OFFICE, PRIYA, REVIEWER, Play

_WORKS, _NOTHING, _FADES, _HERO = PILOTS


def _days(name: str, *, target: str, floor: str, plan: str) -> Mapping[str, str]:
    return {
        "metric": name, "family": "cycle_time", "unit": "days", "target": target, "floor": floor,
        "adoption_lead_name": OFFICE, "retirement_plan": plan,
    }


COUNTED = (
    Play(
        name="Invoice approval", workflow="From an invoice's receipt to its approval", sponsor=PRIYA,
        intent="The approver sees order, delivery and invoice side by side", first_use=BEGAN, gate_on=GATE,
        integration="line_of_business", counted=_WORKS,
        metric=_days("Days from receipt to approval", target="5", floor="6.5", plan="Switch the approval flow back"),
        outlooks=("on_track", "on_track", "on_track", "on_track"), note="Approvers ask for it in the second plant, too.",
        decision={
            "choice": "fund", "days": "30", "expires": "55", "second_name": REVIEWER,
            "reason": "Counted in the approval list itself, and the whole interval lies beyond our target.",
        },
    ),
    Play(
        name="Contract review", workflow="From a draft contract to our mark-up", sponsor=HECTOR,
        intent="Deviations from the playbook are marked before a lawyer reads", first_use=BEGAN, gate_on=GATE,
        integration="office", counted=_NOTHING,
        metric=_days("Days from draft to mark-up", target="5.5", floor="6.5", plan="Delete the index, free 30 licences"),
        outlooks=("on_track", "at_risk", "at_risk", "at_risk"), note="Everybody likes it; the queue is as long as before.",
        decision={
            "choice": "retire", "days": "30",
            "reason": "Liked and used every day, and a mark-up takes as long as it did before. We stop.",
        },
    ),
    Play(
        name="Meeting notes", workflow="From a client meeting to the notes sent", sponsor=MEI,
        intent="Notes leave the same week", first_use=BEGAN, gate_on=GATE, integration="office", counted=_FADES,
        metric=_days("Days from meeting to notes", target="3.5", floor="6.5", plan="Remove the template and the app"),
        outlooks=("on_track", "on_track", "at_risk", "at_risk"), note="It began well.",
        decision={
            "choice": "narrow", "days": "55",
            "reason": "It helped at first. The sales team, who still use it, go on; everybody else gets the old form back.",
        },
    ),
    Play(
        name="Proposal drafts", workflow="From an RFP's receipt to the first draft", sponsor=DANA,
        intent="Drafts start from the governed library", first_use=BEGAN, gate_on=GATE, integration="office", counted=_HERO,
        metric=_days("RFP receipt to first draft", target="5.5", floor="6.5", plan="Archive the library, free 24 licences"),
        outlooks=("on_track", "on_track", "at_risk", "at_risk"), note="One colleague does wonders with it.",
        decision={
            "choice": "retire", "days": "45",
            "reason": "It works in one pair of hands only. We keep what that colleague does as a lesson and end the pilot.",
        },
    ),
)
