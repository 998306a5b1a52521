"""Who may do what (DOMAIN.md): one table, deny by default, checked at every action and again at delivery."""

from collections.abc import Mapping
from enum import StrEnum

from portfolio.initiatives import Initiative
from portfolio.people import Actor, Duty, Role


class Act(StrEnum):
    """What can be asked for."""

    REGISTER = "register"
    ANSWER_SPONSORSHIP = "answer_sponsorship"
    SEE = "see"
    PREPARE = "prepare"                   # metric, target, retirement plan, leads
    ATTEST = "attest"                     # that the result was seen where people work
    ARM = "arm"                           # "These are the rules"
    RUN_SPRINT = "run_sprint"             # who logs, until when; it moves first use and the gate
    ANSWER_CHECK_IN = "answer_check_in"
    DECIDE = "decide"
    COUNTERSIGN = "countersign"
    REVERSE_DEFAULT = "reverse_default"   # what policy did where nobody decided
    NAME_SPONSOR = "name_sponsor"         # where nobody has accepted, or one sponsor has too many
    SEE_PORTFOLIO = "see_portfolio"
    SEE_DIGEST = "see_digest"
    BIND_CHANNEL = "bind_channel"
    ENABLE_SOURCE = "enable_source"       # what may be read for an initiative
    RELEASE = "release"                   # from shadow mode
    ADOPT = "adopt"                       # pilots of an imported list become initiatives
    IMPORT = "import"                     # a list of initiatives
    INTERVIEW = "interview"               # ask people about a workflow, read what they say, make pains of it
    AUDIT = "audit"                       # close the quarterly audit, join renames
    PROPOSE_IDEA = "propose_idea"
    ANSWER_IDEA = "answer_idea"           # accept it, merge it, or say no
    SETTLE_OVERLAP = "settle_overlap"     # tell two apart, or merge them: carried for both of them
    SEE_ROADMAP = "see_roadmap"           # the 90-day roadmap, and the programme's phases
    PLAN_ROADMAP = "plan_roadmap"         # squads, moves; accept and withdraw it
    DISCOVER = "discover"                 # workflows, what is seen of them, constraints
    SEE_OPPORTUNITIES = "see_opportunities"   # the whole register; who proposed one sees that one anyway
    SCORE = "score"                       # add to the register, answer its questions, merge, reject, promote
    RANK = "rank"                         # the weights of the ranking


ROLES: Mapping[Act, frozenset[Role]] = {
    Act.REGISTER: frozenset(),
    Act.ANSWER_SPONSORSHIP: frozenset(),
    Act.SEE: frozenset({Role.PROGRAMME_OFFICE, Role.LEADERSHIP, Role.REVIEWER, Role.AUDITOR}),
    Act.PREPARE: frozenset({Role.PROGRAMME_OFFICE}),
    Act.ATTEST: frozenset(),
    Act.ARM: frozenset(),
    Act.RUN_SPRINT: frozenset(),
    Act.ANSWER_CHECK_IN: frozenset(),
    Act.DECIDE: frozenset(),
    Act.COUNTERSIGN: frozenset({Role.REVIEWER, Role.LEADERSHIP, Role.PROGRAMME_OFFICE}),
    Act.REVERSE_DEFAULT: frozenset({Role.LEADERSHIP}),
    Act.NAME_SPONSOR: frozenset({Role.PROGRAMME_OFFICE}),
    Act.SEE_PORTFOLIO: frozenset({Role.PROGRAMME_OFFICE, Role.LEADERSHIP, Role.REVIEWER, Role.AUDITOR}),
    Act.SEE_DIGEST: frozenset({Role.PROGRAMME_OFFICE, Role.LEADERSHIP, Role.AUDITOR}),
    Act.BIND_CHANNEL: frozenset({Role.ADMIN, Role.PROGRAMME_OFFICE}),
    Act.ENABLE_SOURCE: frozenset({Role.ADMIN}),
    Act.RELEASE: frozenset({Role.ADMIN}),
    Act.ADOPT: frozenset({Role.ADMIN, Role.PROGRAMME_OFFICE}),
    Act.IMPORT: frozenset({Role.ADMIN, Role.PROGRAMME_OFFICE}),
    Act.INTERVIEW: frozenset({Role.PROGRAMME_OFFICE}),
    Act.AUDIT: frozenset({Role.PROGRAMME_OFFICE}),
    Act.SETTLE_OVERLAP: frozenset({Role.PROGRAMME_OFFICE}),
    Act.SEE_ROADMAP: frozenset({Role.PROGRAMME_OFFICE, Role.LEADERSHIP, Role.REVIEWER, Role.AUDITOR}),
    Act.PLAN_ROADMAP: frozenset({Role.PROGRAMME_OFFICE, Role.LEADERSHIP}),
    Act.DISCOVER: frozenset({Role.PROGRAMME_OFFICE}),
    Act.PROPOSE_IDEA: frozenset(),
    Act.ANSWER_IDEA: frozenset({Role.PROGRAMME_OFFICE}),
    Act.SEE_OPPORTUNITIES: frozenset({Role.PROGRAMME_OFFICE, Role.LEADERSHIP, Role.REVIEWER, Role.AUDITOR}),
    Act.SCORE: frozenset({Role.PROGRAMME_OFFICE}),
    Act.RANK: frozenset({Role.LEADERSHIP}),
}
"""Company-wide roles that carry an act."""

DUTIES: Mapping[Act, frozenset[Duty]] = {
    Act.ANSWER_SPONSORSHIP: frozenset({Duty.SPONSOR}),
    Act.SEE: frozenset({Duty.SPONSOR, Duty.ADOPTION_LEAD, Duty.DELIVERY_LEAD}),
    Act.PREPARE: frozenset({Duty.SPONSOR, Duty.ADOPTION_LEAD, Duty.DELIVERY_LEAD}),
    Act.ATTEST: frozenset({Duty.ADOPTION_LEAD, Duty.DELIVERY_LEAD}),
    Act.ARM: frozenset({Duty.SPONSOR}),
    Act.RUN_SPRINT: frozenset({Duty.SPONSOR}),
    Act.ANSWER_CHECK_IN: frozenset({Duty.SPONSOR}),
    Act.DECIDE: frozenset({Duty.SPONSOR}),
    Act.REVERSE_DEFAULT: frozenset({Duty.SPONSOR}),
    Act.SETTLE_OVERLAP: frozenset({Duty.SPONSOR}),
}
"""Duties on one initiative that carry an act there."""

EVERYONE = frozenset({Act.REGISTER, Act.PROPOSE_IDEA})
"""Acts open to everybody the tenant lets in: proposing commits nobody until a sponsor accepts."""

_OPEN_TO_THE_ASKED = frozenset({Act.ANSWER_SPONSORSHIP, Act.SEE})
"""What a sponsor may do before accepting (R2): look at what they are asked to answer for, and answer."""


def duties(person: int, initiative: Initiative) -> frozenset[Duty]:
    """What this person is for this initiative, acceptance aside."""
    held = {Duty.SPONSOR: initiative.sponsor, Duty.ADOPTION_LEAD: initiative.adoption_lead,
            Duty.DELIVERY_LEAD: initiative.delivery_lead}
    return frozenset(duty for duty, holder in held.items() if holder == person)


def allowed(actor: Actor, act: Act, initiative: Initiative | None = None) -> bool:
    """True when a role or a duty carries the act. A sponsor who has not accepted may look and answer, nothing else.

    The person who registered an initiative may see and prepare it, and name another sponsor, until one has accepted.
    """
    if act in EVERYONE or actor.roles & ROLES[act]:
        return True
    if initiative is None:
        return False
    if act in (Act.SEE, Act.PREPARE, Act.NAME_SPONSOR) and not initiative.owned and initiative.registered_by == actor.number:
        return True
    held = duties(actor.number, initiative)
    if not initiative.owned and act not in _OPEN_TO_THE_ASKED:
        held -= {Duty.SPONSOR}
    return bool(held & DUTIES.get(act, frozenset()))
