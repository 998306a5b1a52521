"""The keys of a manifest that this checker knows, as a table.

Source: the official schemas 1.17 to 1.30, compared key by key. Parts this product has no use for (tabs, Office
add-ins, agents...) are known by name only: their inside is not looked at.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["object", "list", "text", "flag", "anything"]
Span: TypeAlias = tuple[int, int]  # first and last version; versions are minors of 1.x
Limit: TypeAlias = int | tuple[tuple[int, int], ...]  # a number, or (from this version on, number), newest first

ALWAYS: Span = (0, 99)
_URL = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One key, or "[]" for the items of a list."""

    at: str
    kind: Kind
    needed: Span | None = None
    limit: Limit = ()  # most characters of a text, most items of a list
    choices: tuple[str, ...] = ()
    since: int = 0
    filled: bool = False  # empty makes no sense

    def most(self, minor: int) -> int | None:
        steps = ((0, self.limit),) if isinstance(self.limit, int) else self.limit
        return next((number for first, number in steps if minor >= first), None)

    def is_needed(self, minor: int) -> bool:
        return self.needed is not None and self.needed[0] <= minor <= self.needed[1]


def _object(at: str, *, needed: Span | None = None) -> Field:
    return Field(at=at, kind="object", needed=needed)


def _list(at: str, most: Limit = (), *, needed: Span | None = None, since: int = 0, filled: bool = False) -> Field:
    return Field(at=at, kind="list", limit=most, needed=needed, since=since, filled=filled or needed is not None)


def _text(at: str, most: Limit = (), *, needed: Span | None = None, choices: tuple[str, ...] = (), since: int = 0) -> Field:
    return Field(at=at, kind="text", limit=most, needed=needed, choices=choices, since=since, filled=True)


def _flags(*places: str, since: int = 0) -> tuple[Field, ...]:
    return tuple(Field(at=at, kind="flag", since=since) for at in places)


def _names(*places: str, since: int = 0) -> tuple[Field, ...]:
    return tuple(Field(at=at, kind="anything", since=since) for at in places)


SCOPES = ("team", "personal", "groupChat", "copilot")
_ABILITIES = ("tab", "bot", "connector")
_LISTS = "bots[].commandLists"
_COMMANDS = f"{_LISTS}[].commands"
_RSC = "authorization.permissions.resourceSpecific"

_IDENTITY = (
    _text("$schema"),
    _text("manifestVersion", needed=ALWAYS),
    _text("version", 256, needed=ALWAYS),
    _text("id", needed=ALWAYS),
    _object("developer", needed=ALWAYS),
    _text("developer.name", 32, needed=ALWAYS),
    _text("developer.mpnId", 10),
    _text("developer.websiteUrl", _URL, needed=ALWAYS),
    _text("developer.privacyUrl", _URL, needed=ALWAYS),
    _text("developer.termsOfUseUrl", _URL, needed=ALWAYS),
    _object("name", needed=ALWAYS),
    _text("name.short", 30, needed=ALWAYS),
    _text("name.full", 100, needed=(16, 19)),
    _object("description", needed=ALWAYS),
    _text("description.short", 80, needed=ALWAYS),
    _text("description.full", 4000, needed=ALWAYS),
    _list("description.features", 3, since=26, filled=True),
    _object("description.features[]"),
    _text("description.features[].title", 45, needed=ALWAYS),
    _text("description.features[].description", 120, needed=ALWAYS),
    _object("icons", needed=ALWAYS),
    _text("icons.color", _URL, needed=ALWAYS),
    _text("icons.outline", _URL, needed=ALWAYS),
    _text("icons.color32x32", _URL, since=21),
    _text("accentColor", needed=ALWAYS),
    _object("localizationInfo"),
    _text("localizationInfo.defaultLanguageTag", needed=ALWAYS),
    _text("localizationInfo.defaultLanguageFile", _URL, since=19),
    _list("localizationInfo.additionalLanguages"),
    _object("localizationInfo.additionalLanguages[]"),
    _text("localizationInfo.additionalLanguages[].languageTag", needed=ALWAYS),
    _text("localizationInfo.additionalLanguages[].file", _URL, needed=ALWAYS),
)

_BOTS = (
    _list("bots", 1),
    _object("bots[]"),
    _text("bots[].botId", needed=ALWAYS),
    _list("bots[].scopes", ((21, 4), (0, 3)), needed=ALWAYS),
    _text("bots[].scopes[]", choices=SCOPES),
    *_flags(*(f"bots[].{flag}" for flag in ("needsChannelSelector", "isNotificationOnly", "supportsFiles"))),
    *_flags("bots[].supportsCalling", "bots[].supportsVideo"),
    *_flags("bots[].supportsTargetedMessages", since=29),
    *_names("bots[].configuration", since=17),
    *_names("bots[].requirementSet", since=20),
    *_names("bots[].registrationInfo", since=23),
    _list(_LISTS, 3),
    _object(f"{_LISTS}[]"),
    _list(f"{_LISTS}[].scopes", ((21, 4), (0, 3)), needed=ALWAYS),
    _text(f"{_LISTS}[].scopes[]", choices=SCOPES),
    _list(f"{_LISTS}[].triggers", 2, since=29),
    _text(f"{_LISTS}[].triggers[]", choices=("mention", "slash")),
    _list(_COMMANDS, ((24, 12), (0, 10)), needed=ALWAYS),
    _object(f"{_COMMANDS}[]"),
    _text(f"{_COMMANDS}[].title", ((21, 128), (0, 32)), needed=ALWAYS),
    _text(f"{_COMMANDS}[].description", ((21, 4000), (0, 128)), needed=(0, 26)),
    _text(f"{_COMMANDS}[].type", choices=("basic", "prompt"), since=27),
    _text(f"{_COMMANDS}[].prompt", 4000, since=27),
)

_FINDS = "composeExtensions[].commands"
_ASKS = f"{_FINDS}[].parameters"
_EXTENSIONS = (
    _list("composeExtensions", 1),
    _object("composeExtensions[]"),
    _text("composeExtensions[].id", 64),
    _text("composeExtensions[].botId"),
    _text("composeExtensions[].composeExtensionType", choices=("botBased", "apiBased")),
    *_names("composeExtensions[].authorization", "composeExtensions[].apiSpecificationFile"),
    *_names("composeExtensions[].canUpdateConfiguration", "composeExtensions[].messageHandlers"),
    *_names("composeExtensions[].requirementSet"),
    _list(_FINDS, 10),
    _object(f"{_FINDS}[]"),
    _text(f"{_FINDS}[].id", 64, needed=ALWAYS),
    _text(f"{_FINDS}[].type", choices=("query", "action")),
    _text(f"{_FINDS}[].title", 32, needed=ALWAYS),
    _text(f"{_FINDS}[].description", 128),
    _list(f"{_FINDS}[].context", 3),
    _text(f"{_FINDS}[].context[]", choices=("compose", "commandBox", "message")),
    *_flags(f"{_FINDS}[].initialRun", f"{_FINDS}[].fetchTask"),
    _text(f"{_FINDS}[].semanticDescription", 5000),
    *_names(f"{_FINDS}[].samplePrompts", f"{_FINDS}[].apiResponseRenderingTemplateFile", f"{_FINDS}[].taskInfo"),
    *_names(f"{_FINDS}[].triggers", since=29),
    _list(_ASKS, 5, filled=True),
    _object(f"{_ASKS}[]"),
    _text(f"{_ASKS}[].name", 64, needed=ALWAYS),
    _text(f"{_ASKS}[].title", 32, needed=ALWAYS),
    _text(f"{_ASKS}[].description", 128),
    _text(f"{_ASKS}[].value", 512),
    _text(f"{_ASKS}[].semanticDescription", 2000),
    _text(f"{_ASKS}[].inputType", choices=("text", "textarea", "number", "date", "time", "toggle", "choiceset")),
    *_flags(f"{_ASKS}[].isRequired"),
    *_names(f"{_ASKS}[].choices"),
)

_PERMISSIONS = (
    _list("permissions", 2),
    _text("permissions[]", choices=("identity", "messageTeamMembers")),
    _list("devicePermissions", 5),
    _text("devicePermissions[]", choices=("geolocation", "media", "notifications", "midi", "openExternal")),
    _list("validDomains", ((28, 100), (0, 16))),
    _text("validDomains[]", _URL),
    _object("webApplicationInfo"),
    _text("webApplicationInfo.id", needed=ALWAYS),
    _text("webApplicationInfo.resource", _URL),
    *_names("webApplicationInfo.nestedAppAuthInfo", since=22),
    _object("authorization"),
    _object("authorization.permissions"),
    _list(_RSC, 16),
    _object(f"{_RSC}[]"),
    _text(f"{_RSC}[].name", 128, needed=ALWAYS),
    _text(f"{_RSC}[].type", needed=ALWAYS, choices=("Application", "Delegated")),
)

_ADMINISTRATION = (
    _list("configurableProperties", 9),
    _text(
        "configurableProperties[]",
        choices=(
            *("name", "shortDescription", "longDescription", "smallImageUrl", "largeImageUrl", "accentColor"),
            *("developerUrl", "privacyUrl", "termsOfUseUrl"),
        ),
    ),
    *_flags("defaultBlockUntilAdminAction", "showLoadingIndicator", "isFullScreen"),
    _text("publisherDocsUrl", _URL),
    _text("supportsChannelFeatures", choices=("tier1",), since=25),
    _list("supportedChannelTypes", 2),
    _text("supportedChannelTypes[]", choices=("sharedChannels", "privateChannels")),
    _text("defaultInstallScope", choices=("personal", "team", "groupChat", "meetings", "copilot")),
    _object("defaultGroupCapability"),
    *(_text(f"defaultGroupCapability.{place}", choices=_ABILITIES) for place in ("team", "groupchat", "meetings")),
)

_OTHERS = (
    *_names("configurableTabs", "staticTabs", "connectors", "subscriptionOffer"),
    *_names("graphConnector", "activities", "meetingExtensionDefinition"),
    *_names("extensions", "dashboardCards", since=17),
    *_names("copilotAgents", since=19),
    *_names("intuneInfo", "elementRelationshipSet", since=20),
    *_names("backgroundLoadConfiguration", since=21),
    *_names("agenticUserTemplates", since=25),
    *_names("agentConnectors", since=27),
    *_names("agentSkills", since=28),
)

FIELDS = {field.at: field for field in (*_IDENTITY, *_BOTS, *_EXTENSIONS, *_PERMISSIONS, *_ADMINISTRATION, *_OTHERS)}


@cache
def keys_of(at: str) -> dict[str, Field]:
    """The keys an object may have, by their name; "" is the manifest itself."""
    prefix = f"{at}." if at else ""
    inside = {name.removeprefix(prefix): field for name, field in FIELDS.items() if name.startswith(prefix)}
    return {name: field for name, field in inside.items() if "." not in name and "[" not in name}
