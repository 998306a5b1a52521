"""Typed words -> action -> view, and what may be asked where."""

from dataclasses import replace

from actions import (
    access,
    audit_cards,
    case_log,
    checkins,
    connecting,
    decisions,
    digests,
    grants,
    installations,
    intake,
    lateness,
    opportunities,
    opportunity_views,
    records,
    shadow,
    sponsors,
    sponsorship,
    upload_views,
    uploads,
)
from bot import discover_routes, finding, idea_routes, interview_routes, roadmap_routes
from bot.finding import portfolio
from bot.routes import helped
from bot.turn import Turn
from cards.render import sample
from dialogs import commands
from dialogs import connecting as connecting_dialog
from dialogs import importing as importing_dialog
from portfolio.authority import Act
from portfolio.errors import NotFound, Refused
from portfolio.imports.commands import SentFile
from portfolio.initiatives import MAX_NAME
from portfolio.views.adoption import FollowForm
from portfolio.views.notices import OfficeWord, Word
from portfolio.views.shadow import ShadowPreview
from store import settings

PERSONAL = frozenset({
    Word.CHECK_IN, Word.REGISTER, Word.CONNECT, Word.LOG, Word.CONSTRAINTS, Word.WORKFLOWS, Word.IDEA,
    OfficeWord.IDEAS, OfficeWord.PREVIEW, OfficeWord.SPONSOR, OfficeWord.SOURCES,
    OfficeWord.ADOPT, OfficeWord.ENABLE, OfficeWord.USAGE, OfficeWord.READING, OfficeWord.IMPORT, OfficeWord.AUDIT,
    OfficeWord.INTERVIEW, OfficeWord.MAP, OfficeWord.OPPORTUNITIES,
})
"""Asked in a channel these are answered by a pointer to the one-to-one chat."""
LEADERSHIP = frozenset({
    Word.PORTFOLIO, Word.SHOW, Word.SEARCH, Word.DIGEST, Word.GATE, Word.DECISIONS, OfficeWord.ROADMAP,
    OfficeWord.PHASES,
})
"""In a channel only where leadership reads: everybody in a channel sees the answer."""


def run(turn: Turn, text: str) -> object:
    """The view that answers what somebody typed."""
    typed = commands.read(text)
    if isinstance(typed, commands.Unclear):
        return helped(turn, typed.said or None, typed.likely if typed.said else ())
    _check_place(turn, typed.word)
    match typed.word:
        case Word.HELP:
            return helped(turn)
        case Word.REGISTER:
            return finding.blank(replace(turn, inputs={"name": typed.argument} if typed.argument else {}))
        case Word.CHECK_IN:
            return checkins.open_mine(turn.tx, turn.actor, turn.company, turn.now)
        case Word.PORTFOLIO:
            return portfolio(turn)
        case Word.SHOW:
            return _about(turn, typed.argument) or portfolio(turn)
        case Word.SEARCH:
            return finding.search(turn, typed.argument)
        case Word.CONNECT:
            return _connect(turn, typed.argument)
        case Word.GATE:
            return _gate(turn, typed.argument)
        case Word.LOG:
            return _log(turn, typed.argument)
        case Word.CONSTRAINTS:
            return discover_routes.constraints_about(turn, typed.argument)
        case Word.WORKFLOWS:
            return discover_routes.workflow_called(turn, typed.argument)
        case Word.DIGEST:
            return digests.mine(turn.tx, turn.actor, turn.company, turn.now)
        case Word.DECISIONS:
            return roadmap_routes.decisions(turn)
        case OfficeWord.ROADMAP:
            return roadmap_routes.roadmap(turn)
        case OfficeWord.PHASES:
            return roadmap_routes.phase(turn)
        case OfficeWord.DIGEST_HERE:
            if turn.channel is None:
                raise Refused("no_channel")
            return installations.bind_channel(turn.tx, turn.actor, turn.channel, turn.now)
        case OfficeWord.USAGE:
            access.demand(turn.actor, Act.ENABLE_SOURCE)
            return FollowForm(values={"name": typed.argument} if typed.argument else {}, problems=())
        case OfficeWord.SOURCES:
            return grants.requests(turn.tx, turn.actor)
        case OfficeWord.ENABLE:
            address, name = connecting_dialog.enable(typed.argument)
            return grants.enable(turn.tx, turn.actor, name, address, turn.now)
        case Word.IDEA:
            return idea_routes.blank(replace(turn, inputs={"work": typed.argument[:MAX_NAME]} if typed.argument else {}))
        case OfficeWord.IDEAS:
            return idea_routes.listed(turn)
        case OfficeWord.AUDIT:
            return audit_cards.begin(turn.tx, turn.actor, turn.now)
        case OfficeWord.IMPORT if typed.argument:
            return uploads.named(turn.tx, turn.actor, importing_dialog.place(typed.argument), turn.now)
        case OfficeWord.IMPORT:
            return upload_views.desk(turn.tx, turn.actor, turn.now)
        case OfficeWord.INTERVIEW:
            return interview_routes.typed(turn, typed.argument)
        case OfficeWord.MAP:
            return interview_routes.mapped(turn, typed.argument)
        case OfficeWord.OPPORTUNITIES if typed.argument:
            return opportunities.find(turn.tx, turn.actor, typed.argument, turn.now)
        case OfficeWord.OPPORTUNITIES:
            return opportunity_views.listing(turn.tx, turn.actor, 1, turn.now)
        case OfficeWord.READING:
            return lateness.report(turn.tx, turn.actor, turn.now)
        case OfficeWord.RELEASE:
            return installations.release(turn.tx, turn.actor, typed.argument or "me", turn.channel, turn.now)
        case OfficeWord.PREVIEW:
            return _preview(turn)
        case OfficeWord.SPONSOR:
            return _sponsor(turn, typed.argument)
        case OfficeWord.ADOPT:
            return intake.show(turn.tx, turn.actor, turn.company, turn.now)


def _sponsor(turn: Turn, name: str) -> object:
    """The form that names a sponsor of the initiative with this name; else of those without one that match the words."""
    if not name:
        return sponsors.wanted(turn.tx, turn.actor, "")
    try:
        one = records.find(turn.tx, turn.actor, name)
    except (NotFound, Refused) as error:
        several = sponsors.wanted(turn.tx, turn.actor, name)
        if not several.lines:
            raise error from None
        return several
    return sponsorship.name_form(turn.tx, turn.actor, one.id, turn.now)


def sent(turn: Turn, files: tuple[SentFile, ...]) -> object:
    """The view that answers files somebody sent: one of them is a list to be imported."""
    if turn.channel is not None:
        raise Refused("personal_only")
    if len(files) != 1:
        raise Refused("one_file")
    return uploads.sent(turn.tx, turn.actor, files[0], turn.now)


def _check_place(turn: Turn, word: object) -> None:
    if turn.channel is None:
        return
    if word in PERSONAL:
        raise Refused("personal_only")
    if word in LEADERSHIP and settings.get(turn.tx, settings.LEADERSHIP_CHANNEL) != turn.channel:
        raise Refused("leadership_only")


def _preview(turn: Turn) -> ShadowPreview:
    found, first, language = shadow.preview(turn.tx, turn.actor, turn.company, turn.now)
    return found if first is None else replace(found, sample=sample(first, language))


def _about(turn: Turn, name: str) -> object | None:
    if not name:
        return None
    found = records.find(turn.tx, turn.actor, name)
    return records.record(turn.tx, turn.actor, found, turn.now, aloud=turn.aloud)


def _log(turn: Turn, name: str) -> object:
    """The form for one case of a named initiative; without a name of the only one this person logs for, else the list."""
    if not name:
        return case_log.choose(turn.tx, turn.actor, turn.now)
    return case_log.form(turn.tx, turn.actor, case_log.find(turn.tx, turn.actor, name).id, turn.now)


def _gate(turn: Turn, name: str) -> object:
    """The decision card of a named initiative; without a name the sponsor's only open gate, else the list."""
    if name:
        gate = access.current_gate(turn.tx, records.find(turn.tx, turn.actor, name))
        return decisions.form(turn.tx, turn.actor, gate.id, turn.company, turn.now, aloud=turn.aloud)
    owed = records.gates_owed_by(turn.tx, turn.actor)
    if len(owed) == 1:
        return decisions.form(turn.tx, turn.actor, owed[0], turn.company, turn.now, aloud=turn.aloud)
    return portfolio(turn)


def _connect(turn: Turn, name: str) -> object:
    """Where a named initiative's number is counted; without a name that of the only one to prepare, else the list."""
    if name:
        return connecting.where(turn.tx, turn.actor, records.find(turn.tx, turn.actor, name).id, turn.now)
    mine = records.prepared_by(turn.tx, turn.actor)
    if len(mine) == 1:
        return connecting.where(turn.tx, turn.actor, mine[0], turn.now)
    return portfolio(turn)
