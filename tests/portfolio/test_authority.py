"""DOMAIN.md, "Who may do what", as one explicit table; whatever is not in it is denied."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.authority import Act, allowed, duties
from portfolio.initiatives import SponsorState
from portfolio.people import Duty, Role
from tests.portfolio.values import ADA, DANA, DELIA, NOBODY, PAUL, actor, initiative

BY_ROLE: dict[Role, set[Act]] = {
    Role.ADMIN: {Act.BIND_CHANNEL, Act.ENABLE_SOURCE, Act.RELEASE, Act.ADOPT, Act.IMPORT},
    Role.PROGRAMME_OFFICE: {
        Act.SEE, Act.PREPARE, Act.COUNTERSIGN, Act.SEE_PORTFOLIO, Act.SEE_DIGEST, Act.BIND_CHANNEL,
        Act.NAME_SPONSOR, Act.ADOPT, Act.IMPORT, Act.AUDIT, Act.SETTLE_OVERLAP,
        Act.SEE_ROADMAP, Act.PLAN_ROADMAP, Act.DISCOVER,
        Act.INTERVIEW,
        Act.ANSWER_IDEA,
        Act.SEE_OPPORTUNITIES, Act.SCORE,
    },
    Role.REVIEWER: {Act.SEE, Act.COUNTERSIGN, Act.SEE_PORTFOLIO, Act.SEE_ROADMAP, Act.SEE_OPPORTUNITIES},
    Role.LEADERSHIP: {
        Act.SEE, Act.COUNTERSIGN, Act.SEE_PORTFOLIO, Act.SEE_DIGEST, Act.REVERSE_DEFAULT, Act.SEE_ROADMAP, Act.PLAN_ROADMAP,
        Act.SEE_OPPORTUNITIES, Act.RANK,
    },
    Role.AUDITOR: {Act.SEE, Act.SEE_PORTFOLIO, Act.SEE_DIGEST, Act.SEE_ROADMAP, Act.SEE_OPPORTUNITIES},
}
BY_DUTY: dict[Duty, set[Act]] = {
    Duty.SPONSOR: {
        Act.ANSWER_SPONSORSHIP, Act.SEE, Act.PREPARE, Act.ARM, Act.RUN_SPRINT, Act.ANSWER_CHECK_IN, Act.DECIDE,
        Act.REVERSE_DEFAULT, Act.SETTLE_OVERLAP,
    },
    Duty.ADOPTION_LEAD: {Act.SEE, Act.PREPARE, Act.ATTEST},
    Duty.DELIVERY_LEAD: {Act.SEE, Act.PREPARE, Act.ATTEST},
}
HOLDER = {Duty.SPONSOR: DANA, Duty.ADOPTION_LEAD: ADA, Duty.DELIVERY_LEAD: DELIA}
FOR_EVERYBODY = {Act.REGISTER, Act.PROPOSE_IDEA}
BEFORE_ACCEPTING = {Act.ANSWER_SPONSORSHIP, Act.SEE}
FOR_THE_REGISTRAR = {Act.SEE, Act.PREPARE, Act.NAME_SPONSOR}

acts = pytest.mark.parametrize("act", list(Act))


@acts
@pytest.mark.parametrize("role", list(Role))
def test_a_role_carries_the_acts_of_the_table_and_no_other(role: Role, act: Act) -> None:
    granted = act in BY_ROLE[role] | FOR_EVERYBODY
    assert allowed(actor(NOBODY, role), act, initiative()) is granted
    assert allowed(actor(NOBODY, role), act) is granted


@acts
@pytest.mark.parametrize("duty", list(Duty))
def test_a_duty_carries_the_acts_of_the_table_on_its_own_initiative_only(duty: Duty, act: Act) -> None:
    person = actor(HOLDER[duty])
    assert allowed(person, act, initiative()) is (act in BY_DUTY[duty] | FOR_EVERYBODY)
    elsewhere = initiative(sponsor=NOBODY, adoption_lead=None, delivery_lead=None)
    assert allowed(person, act, elsewhere) is (act in FOR_EVERYBODY)
    assert allowed(person, act) is (act in FOR_EVERYBODY)


@acts
def test_nobody_in_particular_may_only_register(act: Act) -> None:
    assert allowed(actor(), act, initiative()) is (act in FOR_EVERYBODY)


@acts
@pytest.mark.parametrize("state", [SponsorState.NONE, SponsorState.ASKED, SponsorState.DECLINED])
def test_a_sponsor_who_has_not_accepted_may_look_and_answer_and_nothing_else(state: SponsorState, act: Act) -> None:
    asked = initiative(sponsor_state=state)
    assert allowed(actor(DANA), act, asked) is (act in BEFORE_ACCEPTING | FOR_EVERYBODY)


@acts
@pytest.mark.parametrize("duty", [Duty.ADOPTION_LEAD, Duty.DELIVERY_LEAD])
def test_a_lead_keeps_working_while_no_sponsor_has_accepted(duty: Duty, act: Act) -> None:
    asked = initiative(sponsor_state=SponsorState.ASKED)
    assert allowed(actor(HOLDER[duty]), act, asked) is (act in BY_DUTY[duty] | FOR_EVERYBODY)


@acts
def test_whoever_registered_it_prepares_it_until_its_sponsor_has_accepted(act: Act) -> None:
    asked = initiative(sponsor_state=SponsorState.ASKED)
    assert allowed(actor(PAUL), act, asked) is (act in FOR_THE_REGISTRAR | FOR_EVERYBODY)
    assert allowed(actor(PAUL), act, initiative()) is (act in FOR_EVERYBODY)


@acts
def test_an_admin_cannot_decide_and_the_programme_office_cannot_fund_alone(act: Act) -> None:
    if act in (Act.DECIDE, Act.ARM, Act.RUN_SPRINT, Act.ANSWER_CHECK_IN, Act.ANSWER_SPONSORSHIP):
        assert not allowed(actor(NOBODY, *Role), act, initiative())


def test_only_an_admin_takes_anybody_out_of_shadow_mode() -> None:
    others = [role for role in Role if role is not Role.ADMIN]
    assert not allowed(actor(DANA, *others), Act.RELEASE, initiative())
    assert allowed(actor(NOBODY, Role.ADMIN), Act.RELEASE)


@given(st.sets(st.sampled_from(list(Role))), st.sampled_from(list(Act)), st.sampled_from([DANA, ADA, DELIA, PAUL, NOBODY]))
def test_rights_are_the_sum_of_what_each_role_and_duty_gives(roles: set[Role], act: Act, number: int) -> None:
    one = initiative()
    alone = [allowed(actor(NOBODY, role), act, one) for role in roles]
    assert allowed(actor(number, *roles), act, one) is (any(alone) or allowed(actor(number), act, one))


def test_one_person_may_hold_several_duties() -> None:
    for held in combinations(Duty, 2):
        both = initiative(**{duty.value: NOBODY for duty in held})
        assert duties(NOBODY, both) == set(held)
    assert duties(NOBODY, initiative(sponsor=None, adoption_lead=None, delivery_lead=None)) == frozenset()
