"""What the tenant already tells of a workflow: never an empty list where nobody has looked (E3, R23)."""

from cards.buttons import Button, action_bar
from cards.components import footer, header, mark_row, section
from cards.elements import Element, card, text
from cards.looks import GOOD, UNKNOWN
from cards.sources import granted_rows, source_row
from cards.verbs import Press, Verb
from portfolio.adoption import Hidden
from portfolio.views.landscape import GroupLine, Landscape
from words.api import Words


def draw(view: Landscape, w: Words) -> Element:
    """Sources, groups, permissions; and what is not looked at."""
    title = w.say("landscape.title", name=view.name)
    body = [
        *header(eyebrow=w.say("landscape.eyebrow", on=view.on), title=title, sub=_sub(view, w)),
        *section(w.say("landscape.sources")), *_sources(view, w),
        *section(w.say("landscape.groups")), *_groups(view, w),
        *(granted_rows(view.granted, w) if view.granted else _nobody_looked(w)),
        footer(w.say("landscape.rest")),
    ]  # fmt: skip
    back = Press(verb=Verb.WORKFLOW_SHOW, ids={"workflow": view.workflow})
    actions = action_bar(others=[Button(title=w.say("landscape.back"), press=back)])
    return card(body, actions=actions, fallback_text=title)


def _sub(view: Landscape, w: Words) -> str:
    if not view.initiatives:
        return w.say("landscape.nothing_belongs")
    return w.say("landscape.sub", n=view.initiatives)


def _sources(view: Landscape, w: Words) -> list[Element]:
    if not view.sources:
        return [text(w.say("landscape.no_source"), size="Small", spacing="None")]
    more = [text(w.say("sources.more", n=view.more), size="Small", spacing="Small")] if view.more else []
    return [*(source_row(line, w) for line in view.sources), *more]


def _groups(view: Landscape, w: Words) -> list[Element]:
    if not view.groups:
        return [text(w.say("landscape.no_group"), size="Small", spacing="None")]
    return [_group(line, w) for line in view.groups]


def _group(line: GroupLine, w: Words) -> Element:
    known = "landscape.group.directory" if line.by_directory else "landscape.group.report"
    sub = w.say(known, product=line.product, on=line.on)
    if line.people.value is not None:
        said = w.say("landscape.licensed", people=line.people.value)
        return mark_row(GOOD, w.free(line.group), detail=said, sub=sub)
    few = line.people.hidden is Hidden.FEW
    return mark_row(UNKNOWN, w.free(line.group), detail=w.say("landscape.few" if few else "landscape.hidden"), sub=sub)


def _nobody_looked(w: Words) -> list[Element]:
    return [*section(w.say("granted.unknown")), text(w.say("landscape.unlooked"), size="Small", spacing="None")]
