"""What the bot may send, to whom and how often (R14, R21; DOMAIN.md, the message policy)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Every message the bot starts by itself."""

    ACCEPTANCE = "acceptance"                  # you are named sponsor
    SPONSOR_MISSING = "sponsor_missing"        # nobody answers or wants to: somebody can name another
    HANDED_OVER = "handed_over"                # to a sponsor: somebody else is asked to take over from them
    SPLIT = "split"                            # to the programme office: too many gates for one sponsor
    CHECK_IN = "check_in"
    OUTCOME = "outcome"                        # what was funded no longer holds (R24), to its sponsor before the channel
    GATE_PREPARE = "gate_prepare"              # T-14, T-7: something is missing
    GATE_DECISION = "gate_decision"            # T
    GATE_OVERDUE = "gate_overdue"              # T+3, T+7
    GATE_NOTICE = "gate_notice"                # T+12: 48 hours until the default
    COUNTERSIGN = "countersign"                # a second signature is owed
    AMENDMENT = "amendment"                    # rules are to be changed, or were
    DECIDED = "decided"                        # a decision became final, or was handed back
    LOG_ASKED = "log_asked"                    # cases are to be logged: named, or a week without one
    SPRINT_ENDED = "sprint_ended"              # a baseline came out of it, or it was short
    BASELINE = "baseline"                      # the history of a number has been read
    DIGEST = "digest"
    SOURCE_LATE = "source_late"                # to admins: what cannot be read
    CHANNEL_GATES = "channel_gates"            # the Monday reminder
    CHANNEL_DEFAULT = "channel_default"        # a default decision is announced
    SOURCE_ASKED = "source_asked"              # to an admin: may this be read?
    SOURCE_ANSWERED = "source_answered"        # to who asked
    AUDIT_CONFIRM = "audit_confirm"            # to an owner: alive, gone, or not theirs?
    INTERVIEW = "interview"                    # seven questions about a workflow; ignoring it costs nothing
    AUDIT_OPENED = "audit_opened"              # to the programme office: the quarter's audit
    IDEA_ANSWERED = "idea_answered"            # to its author
    IDEAS_WAITING = "ideas_waiting"            # to the programme office: answers owed
    MERGED = "merged"                          # to sponsors and leads: one initiative went into another
    NEEDS_NAMED = "needs_named"                # to an owner of what production needs: named, and not asked
    LEAD_NAMED = "lead_named"                  # to an adoption or delivery lead: named, and not asked
    ATTESTATION = "attestation"                # to a lead: what was seen where people work runs out
    LOOKUP = "lookup"                          # what came of a look or of a list, on the card that asked for it
    AUDIT_CARD = "audit_card"                  # the office's own card of an audit, as owners answer
    FOLLOWED = "followed"                      # what people said, on a card: it leaves when they take it back
    FILE = "file"                              # may it be put into your files? in answer to a press


class Ambiguous(StrEnum):
    """What to do when nobody knows whether a message arrived."""

    RESEND = "resend"      # harmless: both twins answer the same row
    DROP = "drop"          # a nudge; sending it twice would be worse


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one kind is treated. `order` is the cap's (lower first); `capped`: counts against R14's cap and waits for it;
    `answers`: somebody has just pressed for it, so it waits for nothing."""

    order: int
    capped: bool
    ambiguous: Ambiguous
    to_channel: bool = False
    answers: bool = False


RULES: Mapping[Kind, Rule] = {
    Kind.GATE_DECISION: Rule(order=0, capped=False, ambiguous=Ambiguous.RESEND),
    Kind.GATE_OVERDUE: Rule(order=0, capped=False, ambiguous=Ambiguous.DROP),
    Kind.GATE_NOTICE: Rule(order=0, capped=False, ambiguous=Ambiguous.RESEND),
    Kind.GATE_PREPARE: Rule(order=0, capped=True, ambiguous=Ambiguous.DROP),
    Kind.ACCEPTANCE: Rule(order=1, capped=False, ambiguous=Ambiguous.RESEND),
    Kind.SPONSOR_MISSING: Rule(order=1, capped=True, ambiguous=Ambiguous.DROP),
    Kind.HANDED_OVER: Rule(order=3, capped=True, ambiguous=Ambiguous.DROP),
    Kind.SPLIT: Rule(order=3, capped=True, ambiguous=Ambiguous.DROP),
    Kind.COUNTERSIGN: Rule(order=1, capped=False, ambiguous=Ambiguous.RESEND),
    Kind.CHECK_IN: Rule(order=2, capped=True, ambiguous=Ambiguous.RESEND),
    Kind.OUTCOME: Rule(order=3, capped=True, ambiguous=Ambiguous.DROP),
    Kind.AMENDMENT: Rule(order=1, capped=False, ambiguous=Ambiguous.RESEND),
    Kind.DECIDED: Rule(order=3, capped=False, ambiguous=Ambiguous.DROP),
    Kind.SPRINT_ENDED: Rule(order=3, capped=True, ambiguous=Ambiguous.DROP),
    Kind.LOG_ASKED: Rule(order=4, capped=True, ambiguous=Ambiguous.DROP),
    Kind.BASELINE: Rule(order=3, capped=True, ambiguous=Ambiguous.RESEND),
    Kind.SOURCE_LATE: Rule(order=3, capped=True, ambiguous=Ambiguous.DROP),
    Kind.DIGEST: Rule(order=3, capped=False, ambiguous=Ambiguous.DROP, to_channel=True),
    Kind.CHANNEL_GATES: Rule(order=3, capped=False, ambiguous=Ambiguous.DROP, to_channel=True),
    Kind.CHANNEL_DEFAULT: Rule(order=3, capped=False, ambiguous=Ambiguous.DROP, to_channel=True),
    Kind.SOURCE_ASKED: Rule(order=3, capped=False, ambiguous=Ambiguous.RESEND),
    Kind.SOURCE_ANSWERED: Rule(order=3, capped=False, ambiguous=Ambiguous.DROP),
    Kind.AUDIT_CONFIRM: Rule(order=4, capped=True, ambiguous=Ambiguous.RESEND),
    Kind.INTERVIEW: Rule(order=5, capped=True, ambiguous=Ambiguous.RESEND),
    Kind.AUDIT_OPENED: Rule(order=3, capped=True, ambiguous=Ambiguous.RESEND),
    Kind.IDEA_ANSWERED: Rule(order=3, capped=False, ambiguous=Ambiguous.RESEND),
    Kind.IDEAS_WAITING: Rule(order=4, capped=True, ambiguous=Ambiguous.DROP),
    Kind.MERGED: Rule(order=3, capped=True, ambiguous=Ambiguous.RESEND),
    Kind.NEEDS_NAMED: Rule(order=4, capped=True, ambiguous=Ambiguous.DROP),
    Kind.LEAD_NAMED: Rule(order=5, capped=True, ambiguous=Ambiguous.DROP),
    Kind.ATTESTATION: Rule(order=4, capped=True, ambiguous=Ambiguous.DROP),
    Kind.LOOKUP: Rule(order=3, capped=False, ambiguous=Ambiguous.DROP, answers=True),
    Kind.AUDIT_CARD: Rule(order=3, capped=False, ambiguous=Ambiguous.DROP),
    Kind.FOLLOWED: Rule(order=3, capped=False, ambiguous=Ambiguous.DROP, answers=True),
    Kind.FILE: Rule(order=3, capped=False, ambiguous=Ambiguous.RESEND, answers=True),
}
"""R14: acceptance, the decision card at T and the overdue ladder are never held back. A signature somebody asked for and
the answers to one's own decision and idea are solicited; so is what came of one's own look, and an admin is asked by
somebody. Whoever just pressed or sent a list looks at a card that says it is being read: what came of it takes its place in
shadow mode too, for them alone. Nor does consent that was taken back wait: nothing new is sent, and quotes go."""

MONTHLY_CAP = 2
GATE_MONTH_CAP = 4


class Hold(StrEnum):
    """Why a message waits. Held is never dropped."""

    SHADOW = "shadow"
    PAUSED = "paused"
    CAP = "cap"
    QUIET = "quiet"
    NO_ADDRESS = "no_address"
    AWAY = "away"              # automatic replies are on


def cap_allows(kind: Kind, *, sent_this_month: int, gate_this_month: bool) -> bool:
    """R14: at most 2 unsolicited messages a calendar month, 4 in a month with a gate."""
    if not RULES[kind].capped:
        return True
    return sent_this_month < (GATE_MONTH_CAP if gate_this_month else MONTHLY_CAP)


class Reason(StrEnum):
    """Why a message came; printed on it and kept beside it."""

    NAMED_SPONSOR = "named_sponsor"
    SPONSOR_LATE = "sponsor_late"
    SPONSOR_SILENT = "sponsor_silent"
    SPONSOR_DECLINED = "sponsor_declined"
    SPONSOR_UNFIT = "sponsor_unfit"
    SPONSOR_FULL = "sponsor_full"
    HANDED_OVER = "handed_over"
    MONTHLY = "monthly"
    OUTCOME = "outcome"
    GATE_IN_14 = "gate_in_14"
    GATE_IN_7 = "gate_in_7"
    GATE_TODAY = "gate_today"
    GATE_LATE_3 = "gate_late_3"
    GATE_LATE_7 = "gate_late_7"
    GATE_LATE_12 = "gate_late_12"
    SIGNATURE_ASKED = "signature_asked"
    SIGNATURE_LATE = "signature_late"
    SIGNATURE_GIVEN = "signature_given"
    SIGNATURE_LAPSED = "signature_lapsed"
    CHANGE_ASKED = "change_asked"
    CHANGE_TO_SIGN = "change_to_sign"
    CHANGE_LATE = "change_late"
    CHANGE_ANSWERED = "change_answered"
    NAMED_LOGGER = "named_logger"
    WEEK_WITHOUT_CASE = "week_without_case"
    SPRINT_OVER = "sprint_over"
    FIFTH_WORKING_DAY = "fifth_working_day"
    GATES_NEAR = "gates_near"
    HISTORY_READ = "history_read"
    SOURCE_LATE = "source_late"
    DEFAULT_APPLIED = "default_applied"
    SOURCE_ASKED = "source_asked"
    AUDIT = "audit"
    INTERVIEW = "interview"
    INTERVIEW_AGAIN = "interview_again"
    QUARTER = "quarter"
    MERGED = "merged"
    NEEDS_NAMED = "needs_named"
    LEAD_NAMED = "lead_named"
    ATTESTATION_ENDS = "attestation_ends"
    ATTESTATION_ENDED = "attestation_ended"
    IDEA_YOURS = "idea_yours"
    IDEAS_WAITING = "ideas_waiting"
    ASKED_BY_YOU = "asked_by_you"
