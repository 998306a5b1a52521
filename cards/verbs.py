"""What a button carries; what comes back of it is read in cards/decoding.py.

A card carries a verb, ids and a revision; never who pressed or what role (identity is the verified activity's). What is
ours travels under the one key "ph", so that no input of a form can overwrite it: Teams merges data and inputs into one
object (seen). `encode` here and cards/decoding.py are the only places that know this shape.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

RESERVED = "ph"
ANYWAY = "anyway"  # the choice of whoever was told what is like it, and registers it all the same
VERSION = 1  # of the shape under RESERVED; a card that lies in a chat for months may carry an older one

MAX_IDS = 12
_MAX_KEY_CHARS = 100
_MAX_ID_CHARS = 200
_MAX_REVISION = 2**53  # what a JSON number carries exactly in every client
UNREADABLE = re.compile("[\x00\ud800-\udfff]")  # NUL breaks PostgreSQL, a lone surrogate breaks UTF-8


class Verb(StrEnum):
    """Everything a button can ask for. bot/routes holds what is done about it."""

    HELP_SHOW = "help.show"
    REGISTER_OPEN = "register.open"
    REGISTER_SUBMIT = "register.submit"
    SPONSORSHIP_ACCEPT = "sponsorship.accept"
    SPONSORSHIP_DECLINE = "sponsorship.decline"
    SPONSORSHIP_NAME_OPEN = "sponsorship.name_open"
    SPONSORSHIP_NAME = "sponsorship.name"
    SPONSORSHIP_ASKED = "sponsorship.asked"
    SPONSORS_ASKED = "sponsors.asked"
    SPONSORS_OPEN = "sponsors.open"
    SPONSORS_NAME = "sponsors.name"
    SPONSORS_ACCEPT = "sponsors.accept"
    SPONSORS_DECLINE = "sponsors.decline"
    SPLIT_NAME = "split.name"
    SPLIT_OPEN = "split.open"
    INTAKE_OPEN = "intake.open"
    INTAKE_APPLY = "intake.apply"
    INTAKE_LATER = "intake.later"
    METRIC_OPEN = "metric.open"
    METRIC_CHECK = "metric.check"
    METRIC_REWORD = "metric.reword"
    METRIC_SAVE = "metric.save"
    BASELINE_OPEN = "baseline.open"
    BASELINE_WINDOW = "baseline.window"
    BASELINE_ACCEPT = "baseline.accept"
    BASELINE_LATER = "baseline.later"
    BASELINE_TAKE = "baseline.take"
    BASELINE_RENEW_OPEN = "baseline.renew_open"
    BASELINE_RENEW = "baseline.renew"
    AMEND_OPEN = "amend.open"
    AMEND_SAVE = "amend.save"
    AMEND_SHOW = "amend.show"
    AMEND_AGREE = "amend.agree"
    AMEND_REFUSE = "amend.refuse"
    SPRINT_START = "sprint.start"
    SPRINT_BEGIN = "sprint.begin"
    SPRINT_SHOW = "sprint.show"
    SPRINT_STOP = "sprint.stop"
    SPRINT_CANCEL = "sprint.cancel"
    LOG_OPEN = "log.open"
    LOG_AGAIN = "log.again"
    LOG_SAVE = "log.save"
    LOG_WITHDRAW = "log.withdraw"
    GUARD_OPEN = "guard.open"
    GUARD_SAVE = "guard.save"
    GUARD_DROP = "guard.drop"
    PLAN_SHOW = "plan.show"
    PLAN_OPEN = "plan.open"
    PLAN_SAVE = "plan.save"
    PLAN_TAKE_BACK = "plan.take_back"
    SOURCE_OPEN = "source.open"
    SOURCE_FIND = "source.find"
    SOURCE_GO_ON = "source.go_on"
    SOURCE_ENABLE = "source.enable"
    SOURCE_SHOW = "source.show"
    SOURCE_AGAIN = "source.again"
    SOURCE_TABLE = "source.table"
    SOURCE_SHAPE = "source.shape"
    SOURCE_COLUMNS = "source.columns"
    SOURCE_SAVE = "source.save"
    GRANT_SHOW = "grant.show"
    GRANT_ENABLE = "grant.enable"
    GRANT_REFUSE = "grant.refuse"
    GRANT_WITHDRAW = "grant.withdraw"
    IMPORT_DESK = "import.desk"
    IMPORT_SHOW = "import.show"
    IMPORT_COLUMNS = "import.columns"
    IMPORT_READ = "import.read"
    IMPORT_ORDER = "import.order"
    IMPORT_PUT_ASIDE = "import.put_aside"
    IMPORT_REVERT = "import.revert"
    AUDIT_STEP = "audit.step"
    AUDIT_ASK = "audit.ask"
    AUDIT_JOIN = "audit.join"
    AUDIT_CONFIRM = "audit.confirm"
    AUDIT_DECIDE = "audit.decide"
    AUDIT_CLOSE = "audit.close"
    IDEA_OPEN = "idea.open"
    IDEA_SUBMIT = "idea.submit"
    IDEA_SHOW = "idea.show"
    IDEA_ANSWER = "idea.answer"
    IDEAS_SHOW = "ideas.show"
    PAIR_SHOW = "pair.show"
    PAIR_APART = "pair.apart"
    PAIR_MERGE = "pair.merge"
    INTERVIEW_OPEN = "interview.open"
    INTERVIEW_ASK = "interview.ask"
    INTERVIEW_SHOW = "interview.show"
    INTERVIEWS_SHOW = "interviews.show"
    INTERVIEW_SAVE = "interview.save"
    INTERVIEW_SEND = "interview.send"
    INTERVIEW_DECLINE = "interview.decline"
    INTERVIEW_WITHDRAW = "interview.withdraw"
    INTERVIEW_DESK = "interview.desk"
    INTERVIEW_TOPIC = "interview.topic"
    PAIN_NOTE = "pain.note"
    PAIN_DROP = "pain.drop"
    MAP_SHOW = "map.show"
    INTERVIEW_LIMIT = "interview.limit"
    RULES_OPEN = "rules.open"
    GATE_ARM = "gate.arm"
    CHECKIN_OPEN = "checkin.open"
    CHECKIN_SUBMIT = "checkin.submit"
    CHECKIN_EDIT = "checkin.edit"
    CHECKIN_CONFIRM = "checkin.confirm"
    CHECKIN_SNOOZE = "checkin.snooze"
    CHECKIN_THEIRS = "checkin.theirs"
    GATE_OPEN = "gate.open"
    GATE_DECIDE = "gate.decide"
    GATE_EXTEND_OPEN = "gate.extend_open"
    GATE_EXTEND = "gate.extend"
    DECISION_UNDO = "decision.undo"
    DEFAULT_OPEN = "default.open"
    DEFAULT_REVERSE = "default.reverse"
    DECISION_COUNTERSIGN = "decision.countersign"
    DECISION_HAND_BACK = "decision.hand_back"
    RECORD_SHOW = "record.show"
    JUDGED_SHOW = "judged.show"
    JUDGED_COMPARE = "judged.compare"
    PORTFOLIO_PAGE = "portfolio.page"
    PORTFOLIO_FILTER = "portfolio.filter"
    FILE_OFFER = "file.offer"
    SEARCH_RUN = "search.run"
    OPPORTUNITIES_PAGE = "opportunities.page"
    OPPORTUNITY_SHOW = "opportunity.show"
    OPPORTUNITY_NEW = "opportunity.new"
    OPPORTUNITY_ADD = "opportunity.add"
    OPPORTUNITY_OPEN = "opportunity.open"
    OPPORTUNITY_CHANGE = "opportunity.change"
    OPPORTUNITY_ASK = "opportunity.ask"
    OPPORTUNITY_ANSWER = "opportunity.answer"
    OPPORTUNITY_PROMOTE = "opportunity.promote"
    OPPORTUNITY_SETTLING = "opportunity.settling"
    OPPORTUNITY_SETTLE = "opportunity.settle"
    RANKING_OPEN = "ranking.open"
    RANKING_WEIGH = "ranking.weigh"
    DIGEST_SHOW = "digest.show"
    USAGE_FOLLOW = "usage.follow"
    ROADMAP_PAGE = "roadmap.page"
    ROADMAP_MOVE = "roadmap.move"
    ROADMAP_CAPACITY = "roadmap.capacity"
    ROADMAP_SIZE = "roadmap.size"
    ROADMAP_ACCEPT = "roadmap.accept"
    ROADMAP_WITHDRAW = "roadmap.withdraw"
    DECISIONS_PAGE = "decisions.page"
    PHASES_SHOW = "phases.show"
    CONSTRAINTS_SHOW = "constraints.show"
    CONSTRAINTS_FILTER = "constraints.filter"
    CONSTRAINT_SHOW = "constraint.show"
    CONSTRAINT_FORM = "constraint.form"
    CONSTRAINT_KEEP = "constraint.keep"
    CONSTRAINT_LIFT = "constraint.lift"
    WORKFLOWS_SHOW = "workflows.show"
    WORKFLOW_SHOW = "workflow.show"
    WORKFLOW_FORM = "workflow.form"
    WORKFLOW_KEEP = "workflow.keep"
    WORKFLOW_CHOOSE = "workflow.choose"
    WORKFLOW_ATTACH = "workflow.attach"
    WORKFLOW_TENANT = "workflow.tenant"
    WATCH_BEGIN = "watch.begin"
    WATCH_SHOW = "watch.show"
    WATCH_FINISH = "watch.finish"
    WATCH_DROP = "watch.drop"
    STEP_FORM = "step.form"
    STEP_KEEP = "step.keep"
    STEP_MOVE = "step.move"
    STEP_REMOVE = "step.remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One press of a button: the verb, the ids of what it is about, and the revision the person saw (None: no matter).

    The keys of `ids`: initiative, gate, decision, check_in, lookup, grant, token, choice, page, until, entry, shape,
    guardrail, amendment, finding, text, upload, number, condition, stage, sponsor, sort, other.
    Of the roadmap: opportunity, seen. Of what is discovered: constraint, kind, workflow, watch, step.
    Of interviews: interview, topic, pain. Of plans: part.
    Raises ValueError for ids or a revision that could not travel.
    """

    verb: Verb
    ids: Mapping[str, str]
    revision: int | None = None

    def __post_init__(self) -> None:
        if len(self.ids) > MAX_IDS or not all(map(is_key, self.ids)) or not all(map(is_id, self.ids.values())):
            raise ValueError("ids are few and short")
        if self.revision is not None and not 0 <= self.revision < _MAX_REVISION:
            raise ValueError("a revision counts from 0")


def encode(press: Press, *, with_verb: bool = True) -> dict[str, Any]:
    """The `data` of a button. Action.Execute names its verb itself (`with_verb=False`); Action.Submit cannot."""
    carried: dict[str, Any] = {"v": VERSION, "ids": dict(press.ids)}
    if press.revision is not None:
        carried["rev"] = press.revision
    if with_verb:
        carried["verb"] = press.verb.value
    return {RESERVED: carried}


def is_key(key: object) -> bool:
    """Whether it can be the name of an id or of an input."""
    return isinstance(key, str) and 0 < len(key) <= _MAX_KEY_CHARS and not UNREADABLE.search(key)


def is_id(value: object) -> bool:
    """Whether it can travel as an id."""
    return isinstance(value, str) and len(value) <= _MAX_ID_CHARS and not UNREADABLE.search(value)
