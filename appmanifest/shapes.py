"""What a GUID, an https address, a version and a host look like. The builder and the checker ask the same questions."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_NUMBER = r"(?:0|[1-9][0-9]{0,8})"
_VERSION = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")
_LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,2}")

# Hosts that somebody else can have tomorrow, or that only answer on the machine that started them.
_TUNNELS = (
    "app.github.dev",
    "devtunnels.ms",
    "loca.lt",
    "localhost.run",
    "localtunnel.me",
    "ngrok.app",
    "ngrok.dev",
    "ngrok.io",
    "ngrok-free.app",
    "ngrok-free.dev",
    "pagekite.me",
    "serveo.net",
    "trycloudflare.com",
    "tunnelmole.net",
)
# RFC 2606 and RFC 6761: names that never lead anywhere.
_RESERVED = ("example", "invalid", "localhost", "test", "example.com", "example.net", "example.org")
_MAX_URL = 2048


def is_guid(text: str) -> bool:
    return _GUID.fullmatch(text) is not None


def is_placeholder_guid(text: str) -> bool:
    """Whether a GUID is made of one repeated digit, as samples write it."""
    return is_guid(text) and len(set(text.replace("-", "").lower())) == 1


def is_version(text: str) -> bool:
    """major.minor.patch without leading zeros (https://semver.org); Teams takes no suffix."""
    return _VERSION.fullmatch(text) is not None


def is_host(text: str) -> bool:
    """A full DNS name: no scheme, port, path, wildcard or address."""
    return len(text) <= 253 and _HOST.fullmatch(text) is not None and not _is_address(text)


def is_https_url(text: str) -> bool:
    """An https address that a browser can open: a host with a dot, no user name in it, no blanks."""
    if len(text) > _MAX_URL or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port  # read for its ValueError
    except ValueError:
        return False
    return parts.scheme == "https" and parts.username is None and is_host(parts.hostname or "")


def host_of(url: str) -> str:
    """The host in an address that is_https_url accepts."""
    return urlsplit(url).hostname or ""


def is_language_tag(text: str) -> bool:
    return _LANGUAGE.fullmatch(text) is not None


def is_tunnel(host: str) -> bool:
    """Whether a host belongs to a tunnel service, or to this machine."""
    return _is_address(host) or _under(host, (*_TUNNELS, "localhost"))


def is_reserved(host: str) -> bool:
    """Whether a host is one of the names set aside for examples."""
    return _under(host, _RESERVED)


def _under(host: str, parents: tuple[str, ...]) -> bool:
    name = host.lower().rstrip(".")
    return any(name == parent or name.endswith("." + parent) for parent in parents)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
