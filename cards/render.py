"""From a view to what is sent: the card, its plain-text twin and the line a feed shows. The whole table on one screen."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cards import (
    acceptance,
    amend_form,
    amended,
    audit_card,
    baseline,
    channel_gates,
    checkin_form,
    checkin_receipt,
    constraint_form,
    constraints,
    countersign,
    current_state,
    decided,
    decision_calendar,
    decision_form,
    default_announced,
    digest,
    extend_form,
    follow_form,
    gate_prepare,
    guardrails,
    help,
    idea_list,
    ideas,
    import_preview,
    importing,
    initiative_card,
    intake,
    judged,
    landscape,
    leaving,
    log_asked,
    log_form,
    metric_form,
    nothing_owed,
    notice,
    overlap,
    phases,
    portfolio_list,
    production,
    record,
    register_form,
    roadmap,
    roadmap_capacity,
    rules,
    search_results,
    shadow_preview,
    source_columns,
    source_path,
    source_preview,
    source_request,
    source_waits,
    source_where,
    sources,
    split_card,
    sponsor_missing,
    sponsors,
    sprint_card,
    sprint_form,
    watching,
    welcome,
    workflow_form,
    workflows,
)
from cards.areas import AREA_CARDS
from cards.elements import Element
from cards.fit import MOST_BYTES, cut_to_fit, size
from cards.markup import markdown_escape, unescape
from cards.short import short
from cards.twin import twin
from portfolio.errors import Problem, problem
from portfolio.views.adoption import FollowForm
from portfolio.views.amending import Amended, AmendForm
from portfolio.views.auditing import AuditCard, AuditConfirm
from portfolio.views.baselines import BaselineCard
from portfolio.views.checkins import CheckInForm, NothingOwed, Receipt
from portfolio.views.connecting import (
    ColumnsForm,
    Connected,
    Looking,
    PathForm,
    SourceAnswered,
    SourceGap,
    SourcePreview,
    SourceRequest,
    SourceRequests,
    SourceWaits,
    TablesForm,
    WhereForm,
)
from portfolio.views.current_state import CurrentState
from portfolio.views.digest import Digest, PortfolioList
from portfolio.views.discover import (
    AttachForm,
    ConstraintCard,
    ConstraintForm,
    ConstraintList,
    StepForm,
    WatchCard,
    WorkflowCard,
    WorkflowForm,
    WorkflowList,
)
from portfolio.views.finding import InitiativeCard, SearchResults
from portfolio.views.gates import (
    ChannelGates,
    CountersignForm,
    Decided,
    DecisionForm,
    DefaultAnnounced,
    ExtendForm,
    GatePrepare,
)
from portfolio.views.guardrails import GuardrailForm
from portfolio.views.ideas import IdeaAnswered, IdeaCard, IdeaForm, IdeaList
from portfolio.views.importing import ImportColumns, ImportDesk, Imported, ImportPreview, ImportReading, ImportTrouble
from portfolio.views.initiatives import Acceptance, MetricForm, Record, RegisterForm, Rules, SponsorMissing
from portfolio.views.intake import Intake
from portfolio.views.judged import Comparison, Judged
from portfolio.views.landscape import Landscape
from portfolio.views.leaving import FileLeft, FileOffer, FileOffered, NoFiles
from portfolio.views.notices import Failure, Help, LeftAsTyped, Notice, Welcome
from portfolio.views.overlaps import MergedCard, PairForm
from portfolio.views.phases import PhasesCard
from portfolio.views.production import Outcomes
from portfolio.views.roadmap import CapacityForm, Decisions, RoadmapCard
from portfolio.views.shadow import ShadowPreview
from portfolio.views.sources import Sources
from portfolio.views.sponsors import SeveralAsked, SeveralTaken, SplitProposed, SponsorsWanted
from portfolio.views.sprints import LogAsked, LogForm, LogPlaces, SprintCard, SprintEnded, SprintForm
from words.api import Words, known

LONGEST_SUMMARY = 200
LONGEST_SAMPLE = 700
_ENDS = re.compile(r"(?<=[.!?])\s|\n")
_GOES_ON = "\u00a0…"  # never alone on a line

DRAW: Mapping[type, Callable[[Any, Words], Element]] = {
    RegisterForm: register_form.draw,
    Acceptance: acceptance.draw,
    SponsorMissing: sponsor_missing.draw,
    SeveralAsked: sponsors.draw_asked,
    SeveralTaken: sponsors.draw_taken,
    SponsorsWanted: sponsors.draw_wanted,
    SplitProposed: split_card.draw,
    Intake: intake.draw,
    MetricForm: metric_form.draw,
    WhereForm: source_where.draw_where,
    Looking: source_where.draw_looking,
    SourceWaits: source_waits.draw,
    SourceAnswered: source_waits.draw_answered,
    SourceGap: source_where.draw_gap,
    TablesForm: source_where.draw_tables,
    PathForm: source_path.draw,
    ColumnsForm: source_columns.draw,
    SourcePreview: source_preview.draw,
    Connected: source_preview.draw_connected,
    SourceRequest: source_request.draw,
    SourceRequests: source_request.draw_list,
    BaselineCard: baseline.draw,
    AmendForm: amend_form.draw,
    Amended: amended.draw,
    Judged: judged.draw,
    Comparison: judged.draw_comparison,
    Rules: rules.draw,
    Record: record.draw,
    GatePrepare: gate_prepare.draw,
    DecisionForm: decision_form.draw,
    CountersignForm: countersign.draw,
    Decided: decided.draw,
    ChannelGates: channel_gates.draw,
    DefaultAnnounced: default_announced.draw,
    ExtendForm: extend_form.draw,
    CheckInForm: checkin_form.draw,
    Receipt: checkin_receipt.draw,
    NothingOwed: nothing_owed.draw,
    Digest: digest.draw,
    Outcomes: production.draw,
    PortfolioList: portfolio_list.draw,
    SearchResults: search_results.draw,
    InitiativeCard: initiative_card.draw,
    SprintForm: sprint_form.draw,
    GuardrailForm: guardrails.draw,
    SprintCard: sprint_card.draw,
    LogForm: log_form.draw,
    LogPlaces: log_form.draw_places,
    LogAsked: log_asked.draw_asked,
    SprintEnded: log_asked.draw_ended,
    Notice: notice.draw,
    Failure: notice.draw_failure,
    LeftAsTyped: notice.draw_left,
    Welcome: welcome.draw,
    Help: help.draw,
    ShadowPreview: shadow_preview.draw,
    FollowForm: follow_form.draw,
    FileOffered: leaving.draw_offered,
    NoFiles: leaving.draw_none,
    FileOffer: leaving.draw_offer,
    FileLeft: leaving.draw_left,
    Sources: sources.draw,
    ImportReading: importing.draw_reading,
    ImportPreview: import_preview.draw,
    ImportColumns: importing.draw_columns,
    ImportTrouble: importing.draw_trouble,
    Imported: importing.draw_imported,
    ImportDesk: importing.draw_desk,
    IdeaForm: ideas.draw_form,
    IdeaCard: ideas.draw,
    IdeaList: idea_list.draw,
    IdeaAnswered: ideas.draw_answered,
    PairForm: overlap.draw,
    MergedCard: overlap.draw_merged,
    CurrentState: current_state.draw,
    AuditCard: audit_card.draw,
    AuditConfirm: audit_card.draw_confirm,
    RoadmapCard: roadmap.draw,
    CapacityForm: roadmap_capacity.draw,
    Decisions: decision_calendar.draw,
    PhasesCard: phases.draw,
    Landscape: landscape.draw,
    ConstraintList: constraints.draw,
    ConstraintCard: constraints.draw_card,
    ConstraintForm: constraint_form.draw,
    WorkflowList: workflows.draw,
    WorkflowCard: workflows.draw_card,
    WorkflowForm: workflow_form.draw_form,
    AttachForm: workflow_form.draw_attach,
    WatchCard: watching.draw,
    StepForm: watching.draw_step,
    **AREA_CARDS,
}
BENEATH: tuple[type, ...] = (FileOffered, NoFiles, LeftAsTyped)
"""Views that leave the pressed card as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What one view becomes. `summary` is at most 200 characters: the feed and the notification show it. `beneath`: said
    under the card that was pressed, which stays; `words` are that sentence."""

    card: Element
    summary: str
    beneath: bool = False

    @property
    def words(self) -> str:
        """What the card says to whoever cannot see it."""
        return unescape(self.card["fallbackText"])

    @property
    def text(self) -> str:
        """The plain-text twin. Teams is sent the card, so it is made only where somebody reads it."""
        return twin(self.card)


def render(view: object, language: str) -> Rendered:
    """The view in a language (an unknown one is English). KeyError for a view that has no card: a programming error."""
    card = cut_to_fit(DRAW[type(view)](view, Words(known(language), escape=markdown_escape)))
    return Rendered(card=card, summary=_shortened(unescape(card["fallbackText"])), beneath=type(view) in BENEATH)


def reply(view: object, language: str) -> Rendered:
    """The same for whoever just pressed: a refused form that is too large to be drawn again is left as it stands there."""
    drawn = render(view, language)
    problems: tuple[Problem, ...] = getattr(view, "problems", ())
    if isinstance(view, CheckInForm) and view.clash is not None:
        problems = (problem("", "saved_meanwhile", by=view.clash.by),)
    if not problems or size(drawn.card) <= MOST_BYTES:
        return drawn
    return render(LeftAsTyped(problems=problems), language)


def sample(view: object, language: str) -> str:
    """The beginning of a view's plain text, up to the end of a sentence or a line where there is one: how a message would
    read that was not sent."""
    words = render(view, language).text
    if len(words) <= LONGEST_SAMPLE:
        return words
    ends = [found.start() for found in _ENDS.finditer(words, LONGEST_SAMPLE // 2, LONGEST_SAMPLE)]
    end = ends[-1] if ends else words.rfind(" ", 0, LONGEST_SAMPLE)
    return words[:end].rstrip() + _GOES_ON


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return short(line, LONGEST_SUMMARY)
