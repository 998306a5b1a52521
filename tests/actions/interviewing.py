"""A workflow whose people are asked, and what they answer."""

from decimal import Decimal

from actions import interview_answers, interviews
from portfolio.discover.interviews import AnswerInterview, AskInterview, NotePain, Standpoint, Topic
from portfolio.discover.workflows import Workflow
from portfolio.metrics import Provenance
from portfolio.people import Actor
from portfolio.views.interviews import InterviewForm, InterviewReceipt
from store import interviews as stored
from store import workflows
from tests.actions.world import START, World, object_id

SLOW, COPIED = "The ocelot keeps the prices in a drawer upstairs", "Every reference goes from the walrus into the narwhal"
PAIN = "Prices come late"

RFP = Workflow(
    id="w-rfpanswers", name="RFP answers", system_of_record="PSA", actors=("Consultant",), owner_role="Head of Sales",
    volume_per_month=Decimal(14), volume_source="PSA report", volume_provenance=Provenance.EXTRACT, registered_by=None,
    registered_at=START, revision=1,
)


async def rfp(world: World) -> str:
    """A workflow."""
    await world.store.write(workflows.insert, RFP, RFP.id)
    return RFP.id


async def asked(world: World, name: str = "Dana Whitfield", standpoint: Standpoint = Standpoint.DOER) -> tuple[Actor, str]:
    """Somebody with the app, who was asked."""
    olga, person = await world.meet("Olga Office"), await world.meet(name)
    await world.install(person)
    command = AskInterview(workflow="w-rfpanswers", person=object_id(name), standpoint=standpoint)
    await world.store.write(interviews.ask, olga, command, world.now)
    (one,) = await world.store.read(stored.of_person, person.number)
    return person, one.id


async def answered(world: World, person: Actor, id: str, *, quotable: bool = True, sent: bool = True) -> InterviewReceipt:
    revision = (await world.store.read(interviews.show, person, id)).revision
    command = AnswerInterview(
        interview=id, said={Topic.SLOW: SLOW, Topic.COPIED: COPIED}, quotable=quotable, sent=sent, revision=revision
    )
    view = await world.store.write(interviews.answer, person, command, world.now)
    assert isinstance(view, InterviewReceipt if sent else InterviewForm)
    return view  # type: ignore[return-value]


async def noted(world: World, topic: Topic = Topic.SLOW) -> None:
    olga = await world.meet("Olga Office")
    await world.store.write(
        interview_answers.note_pain, olga, NotePain(workflow="w-rfpanswers", topic=topic, text=PAIN), world.now
    )
