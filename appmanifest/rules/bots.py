"""M040 to M049: scopes, where the app installs, the command menu, and the message extension."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from appmanifest import shapes, tree
from appmanifest.fields import SCOPES
from appmanifest.package import Package, about
from appmanifest.problems import Hit, Rule, hit, shown

_TIER1_SINCE = 25
_TABS = ("staticTabs", "configurableTabs")
_SCOPED = ("bots[].scopes", "bots[].commandLists[].scopes")


def _tier1(package: Package) -> Iterator[Hit]:
    if package.minor >= _TIER1_SINCE and "supportsChannelFeatures" not in (package.manifest or {}):
        for path, scope in tree.texts(package.manifest, "bots[].scopes[]"):
            if scope == "team":
                yield hit(path)


def _scope_twice(package: Package) -> Iterator[Hit]:
    for pattern in _SCOPED:
        for path, scopes in tree.select(package.manifest, pattern):
            for scope, count in _counted(scopes):
                if count > 1:
                    yield hit(path, scope=shown(scope))


def _two_lists(package: Package) -> Iterator[Hit]:
    for path, lists in tree.select(package.manifest, "bots[].commandLists"):
        each = [{scope for _, scope in tree.texts(entry, "scopes[]")} for entry in _items(lists)]
        for scope, count in Counter(scope for scopes in each for scope in scopes).items():
            if count > 1:
                yield hit(path, scope=shown(scope), count=count)


def _list_without_scope(package: Package) -> Iterator[Hit]:
    for path, bot in tree.select(package.manifest, "bots[]"):
        offered = {scope for _, scope in tree.texts(bot, "scopes[]")}
        for inside, scope in tree.texts(bot, "commandLists[].scopes[]"):
            if offered and scope in SCOPES and scope not in offered:
                yield hit(f"{path}.{inside}", scope=shown(scope))


def _command_twice(package: Package) -> Iterator[Hit]:
    for path, entry in tree.select(package.manifest, "bots[].commandLists[]"):
        titles = [title.strip().casefold() for _, title in tree.texts(entry, "commands[].title")]
        for title, count in Counter(titles).items():
            if count > 1 and title:
                yield hit(f"{path}.commands", title=shown(title), count=count)


def _install_scope(package: Package) -> Iterator[Hit]:
    offered = {scope for _, scope in tree.texts(package.manifest, "bots[].scopes[]")}
    for path, scope in tree.texts(package.manifest, "defaultInstallScope"):
        if scope in SCOPES and offered and scope not in offered | _tabs(package):
            yield hit(path, scope=shown(scope))


def _extension_bot(package: Package) -> Iterator[Hit]:
    bots = {id.casefold() for _, id in tree.texts(package.manifest, "bots[].botId")}
    for path, id in tree.texts(package.manifest, "composeExtensions[].botId"):
        if bots and all(map(shapes.is_guid, (id, *bots))) and id.casefold() not in bots:
            yield hit(path, id=shown(id))


def _query_asks_nothing(package: Package) -> Iterator[Hit]:
    for path, command in tree.select(package.manifest, "composeExtensions[].commands[]"):
        if isinstance(command, dict) and command.get("type", "query") == "query" and not _items(command.get("parameters")):
            yield hit(path)


def _device_permissions(package: Package) -> Iterator[Hit]:
    asked = tree.select(package.manifest, "devicePermissions[]")
    if asked and not any(tab in (package.manifest or {}) for tab in _TABS):
        yield hit("devicePermissions")


def _tabs(package: Package) -> set[str]:
    """Scopes in which the app can be added because of a tab."""
    return {scope for tab in _TABS for _, scope in tree.texts(package.manifest, f"{tab}[].scopes[]")}


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _counted(scopes: object) -> list[tuple[str, int]]:
    return list(Counter(scope for scope in _items(scopes) if isinstance(scope, str)).items())


RULES: tuple[Rule[Package], ...] = (
    Rule(
        id="M040",
        wrong="The app can be added to teams, but supportsChannelFeatures is missing; from manifest 1.25 on Teams "
        "refuses that at upload, although the schema allows it.",
        fix='Add "supportsChannelFeatures": "tier1" at the top level of the manifest.',
        find=_tier1,
    ),
    Rule(
        id="M041",
        wrong="{value} is not a scope.",
        fix="Use one of {choices}, spelled exactly like that.",
        find=about("bad-scope"),
    ),
    Rule(
        id="M042",
        wrong="The scope {scope} is listed twice.",
        fix="List it once.",
        find=_scope_twice,
    ),
    Rule(
        id="M043",
        wrong="{count} command lists are for the scope {scope}; Teams shows one.",
        fix="Keep one command list for each scope and put all its commands there.",
        find=_two_lists,
    ),
    Rule(
        id="M044",
        wrong="A command list is for the scope {scope}, in which the bot does not work.",
        fix="Add the scope to the bot's scopes, or remove it from the command list.",
        find=_list_without_scope,
    ),
    Rule(
        id="M045",
        wrong="The command {title} stands {count} times in the same list.",
        fix="Give each command its own title.",
        find=_command_twice,
    ),
    Rule(
        id="M046",
        wrong="The app installs to {scope} by default, but neither its bot nor a tab works there.",
        fix="Set defaultInstallScope to a scope the app offers, or add that scope to the bot.",
        find=_install_scope,
    ),
    Rule(
        id="M047",
        wrong="The app asks for access to devices, which only tabs can use, and it has no tab.",
        fix="Remove devicePermissions: a bot needs none, and administrators ask about each.",
        find=_device_permissions,
    ),
    Rule(
        id="M048",
        wrong="The message extension belongs to {id}, which is not the app's bot; nobody would answer it.",
        fix="Use the bot's own botId in composeExtensions.",
        find=_extension_bot,
    ),
    Rule(
        id="M049",
        wrong="A query of the message extension asks for nothing: it has no parameters, and Teams has nowhere to type.",
        fix="Give the command one parameter with a name and a title.",
        find=_query_asks_nothing,
    ),
)
