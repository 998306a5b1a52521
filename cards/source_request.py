"""To an admin: may this place be read for that initiative? And everything that was asked and enabled."""

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import empty, footer, header, notice, quote, row, section
from cards.due import why
from cards.elements import Element, card
from cards.forms import Form
from cards.looks import CLOSED, GOOD, Chip, Look
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.grants import GrantState
from portfolio.initiatives import MAX_SENTENCE
from portfolio.views.connecting import SourceRequest, SourceRequests
from words.api import Words

_ASKED = Look(style="Accent", icon="PersonQuestionMark", symbol="◆")


def draw(view: SourceRequest, w: Words) -> Element:
    """The question, or how it was answered."""
    open_ = view.state is GrantState.ASKED
    title = w.say("grant.title", name=view.name)
    means = "grant.means" if view.host is None else "grant.means.host"
    body = [
        *header(
            eyebrow=w.say("grant.eyebrow"), title=title, sub=w.free(view.metric) if view.metric else None,
            mark=_mark(view, w),
        ),
        *([] if open_ else [_answered(view, w)]),
        *pairs(_facts(view, w)),
        *([quote(w.say("source.reason.theirs", by=view.by), w.free(view.reason))] if view.by and view.reason else []),
        *([notice("info", w.say(means), w.say(f"{means}.text"))] if open_ else []),
        *([why(view.why, w, w.say("grant.time"), w.say("grant.ignored"))] if open_ else []),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=title)


def _mark(view: SourceRequest, w: Words) -> Chip:
    look = {GrantState.ASKED: _ASKED, GrantState.ENABLED: GOOD}.get(view.state, CLOSED)
    return Chip(look=look, word=w.name(view.state))


def _answered(view: SourceRequest, w: Words) -> Element:
    title = w.say(f"grant.{view.state}.title", by=view.by or w.say("source.an_admin"), on=view.on or view.asked_on)
    return notice("good" if view.state is GrantState.ENABLED else "info", title, w.say(f"grant.{view.state}.text"))


def _facts(view: SourceRequest, w: Words) -> list[tuple[str, str]]:
    facts = [
        (w.say("grant.what"), w.free(view.address)),
        *([] if view.host is None else [(w.say("grant.host"), w.say("grant.host.all", host=view.host))]),
        (w.say("grant.kind"), w.say(f"source.kind.{view.kind}")),
        (w.say("grant.by"), w.say("grant.by.on", by=view.asked_by, on=view.asked_on)),
    ]
    return [*facts, (w.say("grant.needs"), _needs(view, w))]


def _needs(view: SourceRequest, w: Words) -> str:
    if view.permission is not None:
        return w.say("grant.needs.app", permission=view.permission)
    return w.say("grant.needs.folder" if view.host is None else "grant.needs.web")


def _buttons(view: SourceRequest, w: Words) -> list[Element]:
    ids = {"grant": view.grant}
    if view.state is GrantState.ENABLED:
        withdraw = Button(title=w.say("grant.withdraw"), press=Press(verb=Verb.GRANT_WITHDRAW, ids=ids), sends_inputs=False)
        return action_bar(overflow=[withdraw])
    if view.state is not GrantState.ASKED:
        return []
    form = Form(words=w, values={}, problems=view.problems)
    enable = Button(title=w.say("grant.enable"), press=Press(verb=Verb.GRANT_ENABLE, ids=ids, revision=view.round))
    refuse = Button(title=w.say("grant.refuse.do"), press=Press(verb=Verb.GRANT_REFUSE, ids=ids, revision=view.round))
    reason = form.text(
        "reason", w.say("form.optional", label=w.say("grant.reason")), max_length=MAX_SENTENCE, multiline=True
    )
    return action_bar(primary=enable, others=[show_card(w.say("grant.refuse"), reason, actions=[execute(refuse)])])


def draw_list(view: SourceRequests, w: Words) -> Element:
    """What waits for an answer, and what may be read."""
    title = w.say("grants.title", n=len(view.waiting))
    if not view.waiting and not view.enabled:
        nothing = w.say("grants.empty.title")
        return card([empty("DatabaseSearch", nothing, w.say("grants.empty.text"))], fallback_text=nothing)
    body = header(eyebrow=w.say("grants.eyebrow"), title=title)
    body += [_row(one, w, separator=at > 0) for at, one in enumerate(view.waiting)]
    if view.enabled:
        body += section(w.say("grants.enabled"), w.say("grants.enabled.text"))
        body += [_row(one, w, separator=at > 0) for at, one in enumerate(view.enabled)]
    if view.more:
        body.append(footer(w.say("grants.more", n=view.more)))
    return card(body, fallback_text=title)


def _row(one: SourceRequest, w: Words, *, separator: bool) -> Element:
    press = Press(verb=Verb.GRANT_SHOW, ids={"grant": one.grant})
    return row(
        w.free(one.name),
        sub=w.free(one.address),
        below=w.say("grant.by.on", by=one.asked_by, on=one.asked_on),
        mark=_mark(one, w),
        link=execute(Button(title=w.say("grants.open", name=one.name), press=press)),
        separator=separator,
    )
