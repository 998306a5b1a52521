"""What an administrator says to have a package built, checked once, at the door."""

from dataclasses import dataclass

from appmanifest import schema, shapes

MAX_NAME, MAX_DEVELOPER = 30, 32  # characters; manifest schema, name.short and developer.name
DEFAULT_NAME = "Pilothouse"


class BadInput(ValueError):
    """An input that cannot go into a package. The text is one sentence for the administrator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSpec:
    """Everything that differs between two packages."""

    bot_id: str
    app_id: str
    domain: str
    manifest_minor: int
    version: str
    name: str
    developer: str
    website: str
    privacy: str
    terms: str
    admin_docs: str | None


def parse(
    *,
    bot_id: str,
    domain: str,
    app_id: str | None = None,
    manifest_version: str = schema.named(schema.DEFAULT),
    version: str = "1.0.0",
    name: str = DEFAULT_NAME,
    developer: str = DEFAULT_NAME,
    website: str | None = None,
    privacy: str | None = None,
    terms: str | None = None,
    admin_docs: str | None = None,
) -> AppSpec:
    """A checked AppSpec from what was typed. Raises BadInput with the sentence to show.

    The app's id is the bot's id unless another is given: one number to recognise in the Entra, bot and Teams admin
    centres. The three addresses Teams demands lead to the bot's own host unless others are given.
    """
    host = _domain(domain)
    bot = _guid(
        "--bot-id", bot_id, "copy the Application (client) ID from the app registration's overview in the Entra portal"
    )
    return AppSpec(
        bot_id=bot,
        app_id=bot if app_id is None else _guid("--app-id", app_id, "leave it out to use the bot's id"),
        domain=host,
        manifest_minor=_manifest_version(manifest_version),
        version=_version(version),
        name=_text("--name", name, MAX_NAME),
        developer=_text("--developer", developer, MAX_DEVELOPER),
        website=_url("--website", website or f"https://{host}/"),
        privacy=_url("--privacy", privacy or f"https://{host}/privacy"),
        terms=_url("--terms", terms or f"https://{host}/terms"),
        admin_docs=None if admin_docs is None else _url("--admin-docs", admin_docs),
    )


def _guid(option: str, text: str, remedy: str) -> str:
    if not shapes.is_guid(text) or shapes.is_placeholder_guid(text):
        raise BadInput(f"{option} must be a GUID, and {_shown(text)} is not a real one: {remedy}.")
    return text.lower()


def _domain(text: str) -> str:
    if shapes.is_reserved(text):
        raise BadInput(f"--domain {_shown(text)} is a name set aside for examples: give the host the bot answers on.")
    if not shapes.is_host(text):
        raise BadInput(
            f"--domain must be the bot's host name alone, such as pilothouse.contoso.com, not {_shown(text)}: "
            "leave out https://, the port and the path."
        )
    return text.lower()


def _manifest_version(text: str) -> int:
    minor = schema.parsed(text, schema.BUILT)
    if minor is None:
        first, last = schema.named(schema.BUILT[0]), schema.named(schema.BUILT[-1])
        raise BadInput(f"--manifest-version must be {first} to {last}, not {_shown(text)}: leave it out to get {first}.")
    return minor


def _version(text: str) -> str:
    if not shapes.is_version(text):
        raise BadInput(f"--version must be three numbers such as 1.2.3, not {_shown(text)}.")
    return text


def _text(option: str, text: str, limit: int) -> str:
    trimmed = text.strip()
    if not trimmed or not trimmed.isprintable():
        raise BadInput(f"{option} must be a text of 1 to {limit} characters on one line.")
    if len(trimmed) > limit:
        raise BadInput(f"{option} may have {limit} characters and has {len(trimmed)}: shorten {_shown(trimmed)}.")
    return trimmed


def _url(option: str, text: str) -> str:
    if not shapes.is_https_url(text):
        raise BadInput(f"{option} must be a complete address that begins with https://, not {_shown(text)}.")
    return text


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
