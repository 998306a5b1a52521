"""Registering an initiative, and answering for it as sponsor."""

from collections.abc import Mapping
from datetime import datetime

from dialogs.fields import Reader
from portfolio.commands import AnswerSponsorship, AnswerSponsorships, NameSponsor, NameSponsors, RegisterInitiative
from portfolio.errors import Invalid, problem
from portfolio.initiatives import MAX_NAME, MAX_SENTENCE, Integration


def register(inputs: Mapping[str, str], token: str, opportunity: str | None = None) -> RegisterInitiative:
    """The register form (views.initiatives.RegisterForm names its inputs), perhaps of an `opportunity`. Invalid with every
    problem."""
    read = Reader(inputs)
    name = " ".join(read.text("name", most=MAX_NAME).split())
    workflow = read.text("workflow", most=MAX_SENTENCE)
    intent = read.text("intent", most=MAX_SENTENCE)
    sponsor = read.person("sponsor")
    first_use = read.day("first_use")
    gate_on = read.day("gate_on", needed=False)
    integration = read.choice("integration", Integration)
    read.check()
    assert sponsor and first_use and integration
    return RegisterInitiative(
        name=name, workflow=workflow, intent=intent, sponsor=sponsor, first_use=first_use, gate_on=gate_on,
        integration=integration, token=token, opportunity=opportunity,
    )


def answer(inputs: Mapping[str, str], initiative: str, *, accept: bool) -> AnswerSponsorship:
    """Accept, or decline and perhaps name somebody else."""
    read = Reader(inputs)
    instead = None if accept else read.person("instead", needed=False)
    read.check()
    return AnswerSponsorship(initiative=initiative, accept=accept, instead=instead)


def answer_several(inputs: Mapping[str, str], asked: str, *, accept: bool) -> AnswerSponsorships:
    """The same for everything of one moment, which the card names. Invalid "bad_card" for one that is no time."""
    read = Reader(inputs)
    instead = None if accept else read.person("instead", needed=False)
    read.check()
    return AnswerSponsorships(asked=moment(asked), accept=accept, instead=instead)


def moment(asked: str) -> datetime:
    """The moment a card names."""
    try:
        at = datetime.fromisoformat(asked)
    except ValueError as error:
        raise Invalid(code="bad_card") from error
    if at.tzinfo is None:
        raise Invalid(code="bad_card")
    return at


def name_sponsors(inputs: Mapping[str, str]) -> NameSponsors:
    """Somebody who is asked for several initiatives; a choice of several arrives with commas between the ids."""
    read = Reader(inputs)
    chosen = tuple(id for part in inputs.get("chosen", "").split(",") if (id := part.strip()))
    if not chosen:
        read.problems.append(problem("chosen", "choose_some"))
    sponsor = read.person("sponsor")
    read.check()
    assert sponsor
    return NameSponsors(initiatives=chosen, sponsor=sponsor)


def name_sponsor(inputs: Mapping[str, str], initiative: str) -> NameSponsor:
    """Somebody who is asked where nobody has accepted."""
    read = Reader(inputs)
    sponsor = read.person("sponsor")
    read.check()
    assert sponsor
    return NameSponsor(initiative=initiative, sponsor=sponsor)
