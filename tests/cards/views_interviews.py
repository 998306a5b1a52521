"""Interviews: asked, begun, sent, refused; and what the programme office reads of them."""

from dataclasses import replace

from actions.interviews import PAGE
from portfolio.discover.interviews import MAX_ANSWER, MAX_PAIN, MOST_PAINS, InterviewState, Standpoint, Topic
from portfolio.errors import problem
from portfolio.messages import Reason
from portfolio.views.interviews import (
    AskedLine,
    Heard,
    InterviewAskForm,
    InterviewDesk,
    InterviewForm,
    InterviewReceipt,
    InterviewTopic,
    OwnInterviews,
    OwnLine,
    PainLine,
)
from tests.cards.panels import NAMES

ASKED = InterviewForm(
    interview="n-7kq2mzr4wd", workflow="RFP answers", standpoint=Standpoint.DOER, asked_by="Olga Office", answered=False,
    revision=1, values={"quote": "no"}, problems=(), why=Reason.INTERVIEW,
)
BEGUN = replace(
    ASKED, why=None, just="saved", revision=2,
    values={"quote": "yes", "slow": "Prices. They sit in a system that only *two* people may open.", "counted": "Nothing."},
)
PAINS = (
    PainLine(id="p-1", text="Every draft waits for prices from a second system",
             heard=(Standpoint.DOER, Standpoint.DOER, Standpoint.MANAGER)),
    PainLine(id="p-2", text="References are copied from old offers by hand", heard=(Standpoint.DOER,)),
)  # fmt: skip
DESK = InterviewDesk(
    workflow="w-7kq2mzr4wd", name="RFP answers",
    asked=(
        AskedLine(standpoint=Standpoint.EXECUTIVE, state=InterviewState.ANSWERED, count=1),
        AskedLine(standpoint=Standpoint.MANAGER, state=InterviewState.WITHDRAWN, count=1),
        AskedLine(standpoint=Standpoint.DOER, state=InterviewState.ANSWERED, count=2),
        AskedLine(standpoint=Standpoint.DOER, state=InterviewState.ASKED, count=1),
    ),
    topics=tuple((topic, number % 3) for number, topic in enumerate(Topic, start=1)), pains=PAINS,
)
TOPIC = InterviewTopic(
    workflow="w-7kq2mzr4wd", name="RFP answers", topic=Topic.SLOW, more=0, full=False, values={}, problems=(),
    heard=(
        Heard(standpoint=Standpoint.DOER, quotable=True, text="Prices. They sit in a system only two people may open."),
        Heard(standpoint=Standpoint.MANAGER, quotable=False, text="Legal. [A week](https://evil.example), every time."),
    ),
)
OWN = tuple(
    OwnLine(interview=f"n-{n}", workflow=NAMES[n % len(NAMES)], standpoint=list(Standpoint)[n % len(Standpoint)],
            state=(InterviewState.STARTED, InterviewState.ANSWERED)[n % 2])
    for n in range(PAGE)
)  # fmt: skip
SAMPLES: dict[str, object] = {
    "interview": ASKED,
    **{f"interview_{one.value}": replace(ASKED, standpoint=one, why=Reason.INTERVIEW_AGAIN)
       for one in Standpoint if one is not Standpoint.DOER},
    "interview_saved": BEGUN,
    "interview_changed": replace(BEGUN, answered=True, just=None),
    "interview_empty": replace(ASKED, why=None, problems=(problem("slow", "interview_empty"),)),
    "interview_fullest": replace(ASKED, workflow=NAMES[6], values={topic.value: "ä" * MAX_ANSWER for topic in Topic}),
    "interview_sent": InterviewReceipt(
        interview="n-1", workflow="RFP answers", standpoint=Standpoint.DOER, answered=5, skipped=2, quotable=True
    ),
    "interview_sent_all": InterviewReceipt(
        interview="n-1", workflow=NAMES[8], standpoint=Standpoint.GUARDIAN, answered=7, skipped=0, quotable=False
    ),
    "interview_own": OwnInterviews(lines=OWN[:3], total=3, page=1, pages=1),
    "interview_own_fullest": OwnInterviews(lines=OWN, total=30, page=2, pages=3),
    "interview_ask": InterviewAskForm(
        workflows=(("w-1", "RFP answers"), ("w-2", NAMES[8])), values={}, problems=()
    ),
    "interview_ask_refused": InterviewAskForm(
        workflows=(("w-1", "RFP answers"),), values={"workflow": "w-1", "person_name": "Ann Meyer"},
        problems=(problem("person", "interviewed_before"), problem("standpoint", "choose_one")),
    ),
    "interview_desk": DESK,
    "interview_desk_none": replace(DESK, asked=(), topics=tuple((topic, 0) for topic in Topic), pains=()),
    "interview_desk_noted": replace(DESK, just="pain"),
    "interview_desk_fullest": replace(
        DESK, name=NAMES[6], pains=tuple(
            PainLine(id=f"p-{n}", text="ä" * MAX_PAIN, heard=tuple(Standpoint) * 3) for n in range(MOST_PAINS)
        ),
        asked=tuple(AskedLine(standpoint=one, state=state, count=4) for one in Standpoint for state in InterviewState),
    ),
    "interview_topic": TOPIC,
    "interview_topic_full": replace(TOPIC, full=True, heard=TOPIC.heard[:1]),
    "interview_topic_refused": replace(
        TOPIC, values={"text": "They sit in a system only two people may open"},
        problems=(problem("text", "repeats_an_answer"),),
    ),
    "interview_topic_fullest": replace(
        TOPIC, more=9,
        heard=tuple(Heard(standpoint=Standpoint.GUARDIAN, quotable=True, text="ä" * MAX_ANSWER) for _ in range(12)),
    ),
}  # fmt: skip
