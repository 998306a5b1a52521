"""How the cast answers the cards it gets."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cards.evidence import amount
from cards.render import Rendered
from pilothouse.demo.counted import COUNTED
from pilothouse.demo.reported import REPORTED
from pilothouse.demo.stage import Seen, Stage, carried_ids, objects
from pilothouse.demo.story import ADMIN, FIRST_DAY, MEI, OFFICE, REVIEWER, Play
from portfolio.messages import Kind
from portfolio.usage import Product
from words.api import Words

PORTFOLIO = (*COUNTED, *REPORTED)
BY_NAME = {play.name: play for play in PORTFOLIO}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody did about a card; `shown` is the card they then looked at, where it is worth a look."""

    who: str
    what: str
    shown: Rendered | None = None


class Cast:
    """Answers cards one after the other. `ids` maps names of initiatives to their ids, learnt from the cards.
    `bound`: something has been connected that was never read."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.ids: dict[str, str] = {}
        self.pressed: list[Deed] = []
        self.bound = False

    def _did(self, who: str, what: str, shown: Rendered | None = None) -> None:
        self.pressed.append(Deed(who=who, what=what, shown=shown))

    async def register_all(self) -> None:
        """The programme office types `register` once for each."""
        for play in PORTFOLIO:
            form = await self.stage.say(OFFICE, "register")
            inputs = {
                "name": play.name, "workflow": play.workflow, "intent": play.intent, "sponsor_name": play.sponsor,
                "first_use": play.first_use.isoformat(), "integration": play.integration,
                **({"gate_on": play.gate_on.isoformat()} if play.gate_on else {}),
            }
            done = await self.stage.press(OFFICE, form.card, "register.submit", inputs)
            self.ids[play.name] = _initiative(done.card)
            self._did(OFFICE, f"registers {play.name}, sponsor {play.sponsor}")

    async def follow_use(self) -> None:
        """The admin has the use of the pilots' groups followed, by the reports of Microsoft 365 Copilot."""
        for play in COUNTED:
            assert play.counted is not None
            form = await self.stage.say(ADMIN, f"usage {play.name}")
            inputs = {"group": play.counted.group, "label": f"{play.name} pilot", "product": Product.COPILOT.value}
            await self.stage.press(ADMIN, form.card, "usage.follow", {**_values(form.card), **inputs})
        self._did(ADMIN, f"has the use of {len(COUNTED)} pilots' groups followed")

    async def answer(self, seen: Seen, today: date) -> None:
        """What the reader of a card does about it; many cards are only read."""
        card = seen.rendered.card
        match seen.kind:
            case Kind.ACCEPTANCE.value:
                await self._accept(seen.to, card)
            case Kind.CHECK_IN.value:
                await self._check_in(seen.to, card, today.month)
            case Kind.GATE_DECISION.value:
                await self._decide(seen.to, card, today)
            case Kind.COUNTERSIGN.value:
                await self.stage.press(REVIEWER, card, "decision.countersign")
                self._did(REVIEWER, "signs")
            case Kind.SOURCE_ASKED.value:
                await self.stage.press(seen.to, card, "grant.enable")
                self._did(seen.to, "lets this one list be read for this one initiative")
            case Kind.SOURCE_ANSWERED.value:
                await self._connect(seen.to, card)
            case Kind.BASELINE.value:
                await self._take_baseline(seen.to, card)

    def _about(self, card: dict[str, Any]) -> Play:
        id = _initiative(card)
        return next(BY_NAME[name] for name, known in self.ids.items() if known == id)

    async def _accept(self, who: str, card: dict[str, Any]) -> None:
        play = self._about(card)
        if not play.accepts:
            self._did(who, "does not answer")
            return
        await self.stage.press(who, card, "sponsorship.accept")
        self._did(who, "accepts")
        record = await self.stage.say(who, f"show {play.name}")
        form = await self.stage.press(who, record.card, "metric.open")
        rules = await self.stage.press(who, form.card, "metric.save", {**_values(form.card), **play.metric})
        self._did(who, f"sets the metric: {play.metric['metric']}, target {_target(play)}")
        if play.counted is None:
            await self._lock(who, rules)
        else:
            form = await self.stage.say(who, f"connect {play.name}")
            link = f"https://contoso.sharepoint.com/sites/{play.counted.path}/Lists/Cases/AllItems.aspx"
            await self.stage.press(who, form.card, "source.find", {"place": link})
            self._did(who, "pastes the link of the list it is counted in")

    async def _lock(self, who: str, rules: Rendered) -> None:
        await self.stage.press(who, rules.card, "gate.arm")
        self._did(who, "presses “These are the rules”")

    async def _connect(self, who: str, card: dict[str, Any]) -> None:
        """The columns are taken as they were guessed, and what they say is looked at before it is saved."""
        play = self._about(card)
        columns = await self._looked(who, await self.stage.press(who, card, "source.go_on"))
        asked = await self.stage.press(who, columns.card, "source.columns", _values(columns.card))
        preview = await self._looked(who, asked)
        await self.stage.press(who, preview.card, "source.save")
        self._did(who, f"looks at the last rows and has {play.name} counted there", preview)
        self.bound = True

    async def _looked(self, who: str, waiting: Rendered) -> Rendered:
        """What the worker finds."""
        await self.stage.worker.look_until_idle()
        return await self.stage.press(who, waiting.card, "source.show")

    async def _take_baseline(self, who: str, card: dict[str, Any]) -> None:
        """What history says is taken as it was shown, and the rules are locked with it."""
        rules = await self.stage.press(who, card, "baseline.accept")
        self._did(who, "presses “Use as baseline”")
        await self._lock(who, rules)

    async def _check_in(self, who: str, card: dict[str, Any], month: int) -> None:
        if who == MEI and month == 10:
            self._did(who, "does not answer this month")
            return
        inputs = _values(card)
        for name, id in self.ids.items():
            play = BY_NAME[name]
            if f"{id}.outlook" not in _input_ids(card):
                continue
            turn = month - FIRST_DAY.month
            inputs[f"{id}.outlook"], value = play.outlooks[turn], play.values[turn]
            inputs[f"{id}.note"] = play.note if turn else ""
            if value is not None:
                inputs[f"{id}.value"] = value
        receipt = await self.stage.press(who, card, "checkin.submit", inputs)
        self._did(who, f"answers for {len([key for key in inputs if key.endswith('.outlook')])}")
        await self.stage.press(who, receipt.card, "checkin.confirm")
        self._did(who, "presses “Looks right”")

    async def _decide(self, who: str, card: dict[str, Any], today: date) -> None:
        play = self._about(card)
        if play.decision is None:
            self._did(who, "does not decide")
            return
        choice = play.decision["choice"]
        inputs = {
            f"{choice}.on": (today + timedelta(days=int(play.decision["days"]))).isoformat(),
            f"{choice}.reason": play.decision["reason"],
        }
        if choice == "fund":
            inputs["fund.second_name"] = play.decision["second_name"]
            inputs["fund.expires"] = (today + timedelta(days=int(play.decision["expires"]))).isoformat()
        await self.stage.press(who, card, "gate.decide", inputs, choice=choice)
        self._did(who, f"decides: {choice}")


def _initiative(card: Any) -> str:
    """The initiative a card is about: what its buttons carry."""
    return next(ids["initiative"] for ids in carried_ids(card) if "initiative" in ids)


def _inputs(card: Any) -> dict[str, str]:
    return {
        str(one["id"]): str(one.get("value", "")) for one in objects(card) if str(one.get("type", "")).startswith("Input.")
    }


def _input_ids(card: Any) -> set[str]:
    return set(_inputs(card))


def _values(card: Any) -> dict[str, str]:
    """What a form shows already, as a client would send it back."""
    return {id: value for id, value in _inputs(card).items() if value}


def _target(play: Play) -> str:
    return amount(Decimal(play.metric["target"]), play.metric["unit"], Words("en"))
