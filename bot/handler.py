"""One turn: identity, then one transaction that does what was asked, then the card that answers it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from botbuilder.core import TurnContext

from actions import audit_cards, copies, following, installations, leaving, lists, people, uploads
from actions.outgoing import Card
from bot import commands, extension, files_out, idea_action, redraw, routes
from bot.adapter import say
from bot.identity import identity_of, place_of
from bot.inbound import Inbound
from bot.invokes import CARD, CARD_ACTION, InvokeReply, card_reply, message_reply
from bot.journal import note
from bot.references import reference_of
from bot.turn import Turn
from cards.decoding import decode
from cards.render import Rendered, reply
from cards.verbs import RESERVED, Press, Verb
from portfolio.company import Company
from portfolio.errors import Conflict, Invalid, NotFound, PilothouseError, Problem, problem
from portfolio.people import Actor, Identity
from portfolio.views.auditing import AuditCard
from portfolio.views.connecting import Connected, Looking
from portfolio.views.current_state import CurrentState
from portfolio.views.finding import InitiativeCard
from portfolio.views.importing import ImportReading
from portfolio.views.initiatives import Acceptance, Record
from portfolio.views.interviews import InterviewDesk
from portfolio.views.notices import Notice, Tone, Welcome
from store import Store, Tx
from store.addresses import Reference

Aside = Callable[[Inbound, str], Awaitable[Notice | None]]
"""Typed words that are answered before any command: the playground's own (None: not one of those)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """What a turn needs. `identify` is bot.identity's, except in the playground, where a person may act as another."""

    store: Store
    company_at: Callable[[datetime], Company]
    now: Callable[[], datetime]
    identify: Callable[[Inbound], Identity | None] = identity_of
    aside: Aside | None = None
    nudge: Callable[[], None] = lambda: None
    look: Callable[[], None] = lambda: None
    """Called when an answer waits for what only the worker can see."""

    async def on_turn(self, context: TurnContext, inbound: Inbound) -> InvokeReply | None:
        """The turn handler the endpoint calls."""
        who = self.identify(inbound)
        if inbound.type == "invoke":
            if inbound.name == extension.QUERY:
                return await self.asked(inbound, who)
            if inbound.name in idea_action.INVOKES:
                now = self.now()
                return await idea_action.proposed(self.store, inbound, who, self.company_at(now), now)
            if inbound.name == files_out.INVOKE:
                return await self.consented(inbound, who)
            if inbound.name != CARD_ACTION:
                return None
            drawn = await self.pressed(inbound, who)
            return message_reply(drawn.words) if drawn.beneath else card_reply(drawn.card)
        if inbound.type == "message":
            answer = await self.written(inbound, who)
            said = await _say(context, answer)
            if said is not None:
                await self._follows(answer[0], Card(activity_id=said, conversation_id=inbound.conversation_id), who)
        elif inbound.type in ("installationUpdate", "conversationUpdate"):
            welcome = await self.moved(inbound, who)
            if welcome is not None:
                await _say(context, welcome)
        return None

    async def _follows(self, view: object, card: Card, who: Identity | None) -> None:
        """A card that was just said, and that changes by itself."""
        if isinstance(view, ImportReading):
            await self.store.write(uploads.on_card, view.upload, card, self.now())
        elif isinstance(view, AuditCard) and who is not None:
            now = self.now()

            def follow(tx: Tx) -> None:
                actor = people.meet(tx, who, self.company_at(now), now)
                audit_cards.on_card(tx, actor.number, card, view, now)

            await self.store.write(follow)
        elif isinstance(view, InterviewDesk | CurrentState) and who is not None:
            await self.store.write(self._discovered, card, view, who)
        else:
            return
        self.nudge()

    def _discovered(self, tx: Tx, card: Card, view: object, who: Identity) -> None:
        """A card about a workflow that was just said."""
        now = self.now()
        following.follow(tx, people.meet(tx, who, self.company_at(now), now).number, card, view, now)

    async def pressed(self, inbound: Inbound, who: Identity | None) -> Rendered:
        """A button of a card: what replaces it, or is said under it."""
        return reply(*await self._answer(inbound, who, press=True))

    async def consented(self, inbound: Inbound, who: Identity | None) -> InvokeReply:
        """Teams' own card asked whether a file may be put among somebody's files. What comes of it is shown on that card."""
        said = files_out.consent(inbound)
        if said is None or who is None or place_of(inbound) is not None:
            note("file_consent_unusable", id=inbound.id)
            return {}
        now = self.now()

        def work(tx: Tx) -> bool:
            actor = people.meet(tx, who, self.company_at(now), now)
            keep_reference(tx, inbound, actor.number, now)
            return leaving.answer(tx, actor, said, _card(inbound), now)

        put = await self.store.write(work)
        self.nudge()
        if put:
            self.look()
        return {}

    async def asked(self, inbound: Inbound, who: Identity | None) -> InvokeReply:
        """The message extension's search, in whoever's chat. What this person may see is asked now and for nobody else."""
        now = self.now()
        company = self.company_at(now)
        query = extension.read(inbound.value)
        if who is None or query is None:
            key = "notice.nobody.text" if who is None else "extension.unreadable"
            return extension.refused(key, inbound.locale or company.language)

        def work(tx: Tx) -> tuple[tuple[InitiativeCard, ...], str]:
            actor = people.meet(tx, who, company, now)
            return lists.pasted(tx, actor, query.text, query.skip, query.count, now), actor.language

        found, language = await self.store.write(work)
        if found:
            return extension.results(found, language)
        return extension.refused("extension.nothing.text" if query.text else "extension.nothing", language, text=query.text)

    async def written(self, inbound: Inbound, who: Identity | None) -> tuple[object, str]:
        """Typed words, or an Action.Submit: the view that answers, and its language."""
        text = inbound.text or ""
        if self.aside is not None and (told := await self.aside(inbound, text)) is not None:
            return told, inbound.locale or "en"
        carried = isinstance(inbound.value, Mapping) and RESERVED in inbound.value  # Action.Submit, the old way
        return await self._answer(inbound, who, press=carried)

    async def _answer(self, inbound: Inbound, who: Identity | None, *, press: bool) -> tuple[object, str]:
        """Do what was asked in one transaction; what was refused becomes a sentence, or the form once more."""
        now = self.now()
        company = self.company_at(now)
        if who is None:
            return Notice(tone=Tone.ERROR, code="nobody", params={}), inbound.locale or company.language
        pressed: Press | None = None
        inputs: Mapping[str, str] = {}

        def met(tx: Tx) -> Actor:
            actor = people.meet(tx, who, company, now)
            keep_reference(tx, inbound, actor.number, now)
            return actor

        def work(tx: Tx, problems: tuple[Problem, ...] = ()) -> tuple[object, str]:
            actor = met(tx)
            turn = Turn(
                tx=tx,
                actor=actor,
                company=company,
                now=now,
                ids=pressed.ids if pressed else {},
                inputs=inputs,
                revision=pressed.revision if pressed else None,
                channel=place_of(inbound),
                card=_card(inbound),
            )
            if pressed is not None and inbound.reply_to_id is not None and turn.channel is None:
                copies.learn(
                    tx, actor, pressed.ids, activity_id=inbound.reply_to_id, conversation_id=inbound.conversation_id, now=now
                )
            if pressed is None and inbound.files:
                return commands.sent(turn, inbound.files), actor.language
            if pressed is None:
                return commands.run(turn, inbound.text or ""), actor.language
            if problems:
                return redraw.refused(pressed.verb, turn, problems), actor.language
            return routes.pressed(turn, pressed.verb), actor.language

        try:
            if press:
                pressed, inputs = decode(inbound.value)
            done = await self.store.write(work)
            self.nudge()
            if _waits(done[0]):
                self.look()
            return done
        except PilothouseError as error:
            again = _as_problems(error)
            if again and pressed is not None and pressed.verb in routes.FORMS:
                try:
                    return await self.store.write(work, again)
                except PilothouseError as second:
                    error = second
            await self.store.write(met)  # a refusal undoes its transaction; that this person exists is still known
            return _notice(error, pressed), who.language or company.language

    async def moved(self, inbound: Inbound, who: Identity | None) -> tuple[object, str] | None:
        """Install, uninstall and member events: references kept; a welcome once, when the app has just arrived."""
        now = self.now()
        company = self.company_at(now)
        place = place_of(inbound)

        def work(tx: Tx) -> tuple[Welcome, str] | None:
            actor = people.meet(tx, who, company, now) if who is not None else None
            if place is not None and _removed(inbound) and inbound.team_id is not None:
                installations.remove_team(tx, inbound.team_id, inbound.timestamp or now)
                return None
            if place is None and actor is None:
                return None
            arrived = keep_reference(tx, inbound, actor.number if actor else None, now, installed=not _removed(inbound))
            if not arrived:
                return None
            shadow = actor is None or installations.in_shadow(tx, actor, company)
            language = actor.language if actor and place is None else company.language
            return Welcome(name=actor.name if actor else "", in_channel=place is not None, shadow=shadow), language

        welcome = await self.store.write(work)
        self.nudge()
        return welcome


def _removed(inbound: Inbound) -> bool:
    """Whether this event takes the app away. "remove-upgrade" makes way for the next version and is no farewell."""
    return inbound.action == "remove" or inbound.bot_id in inbound.members_removed


def keep_reference(tx: Tx, inbound: Inbound, person: int | None, now: datetime, *, installed: bool = True) -> bool:
    """Where this came from is where the person, or the channel, is reached. True when the app has just arrived there."""
    record = reference_of(inbound)
    if record is None or record.kind == "group":
        return False
    channel = record.channel_id if record.kind == "channel" else None
    if channel is None and person is None:
        return False
    return installations.keep(
        tx,
        Reference(
            person=person if channel is None else None,
            channel=channel,
            team=record.team_id,
            tenant=record.tenant,
            conversation_id=record.conversation_id,
            service_url=record.service_url,
            bot_id=record.bot_id,
            member_id=record.member_id if channel is None else None,
            raw=record.raw,
            installed=installed,
            at=inbound.timestamp or now,
        ),
        now,
    )


def _card(inbound: Inbound) -> Card | None:
    """The card that was pressed, in somebody's own chat."""
    if inbound.reply_to_id is None or place_of(inbound) is not None:
        return None
    return Card(activity_id=inbound.reply_to_id, conversation_id=inbound.conversation_id)


def _waits(view: object) -> bool:
    """Whether somebody waits for what the worker is to see: a place in the tenant, or who was named sponsor."""
    named = isinstance(view, Record) and view.just in ("registered", "sponsor_asked")
    return named or isinstance(view, Looking | Connected | Acceptance | ImportReading)


def _as_problems(error: PilothouseError) -> tuple[Problem, ...]:
    """What a form can show beside its inputs; () for what it cannot."""
    if isinstance(error, Invalid):
        return error.problems
    if isinstance(error, Conflict) and error.code == "changed_since":
        return (problem("", "changed_since"),)
    return ()


def _notice(error: PilothouseError, pressed: Press | None) -> Notice:
    """What was refused, in a sentence; of several problems that no form can show the first."""
    tone = Tone.ERROR if isinstance(error, Invalid | NotFound) else Tone.WARNING
    about = pressed.ids.get("initiative") if pressed and pressed.verb is not Verb.RECORD_SHOW else None
    said = error.problems[0] if isinstance(error, Invalid) and error.problems else error
    return Notice(tone=tone, code=said.code, params=said.params, initiative=about)


async def _say(context: TurnContext, answer: tuple[object, str]) -> str | None:
    drawn = reply(*answer)
    return await say(context, {"summary": drawn.summary, "attachments": [{"contentType": CARD, "content": drawn.card}]})
