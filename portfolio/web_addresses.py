"""An https address that answers with JSON, as somebody pastes it: read without asking anybody, and never a secret in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NAME = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
"""A host by its name: at least two labels, the last of which begins with a letter, so never the number of a machine."""
_WEB = re.compile(rf"https://({_NAME}(?::\d{{1,5}})?)(/[^?#\s\x00-\x1f\\]*)?(\?[^#\s\x00-\x1f\\]*)?(?:#\S*)?", re.IGNORECASE)
_HEX = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}://", re.IGNORECASE)
_LOOKALIKE = re.compile(r"\bsharepoint\b", re.IGNORECASE)
_SECRET = re.compile(
    r"(?:^|[_.-])(?:(?:api|access|subscription|function|auth)?[_.-]?(?:key|token|secret)|apikey|code|sig|signature|password|passwd|"
    r"pwd|pass|auth|authorization|credential|jwt)$",
    re.IGNORECASE,
)
"""What the parameters of an address are called that open a door. Nobody types a secret in Teams (FEATURES B5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """`text` is its one spelling: the host in small letters, path and query as they are, no fragment. `host` has a port
    where one was named."""

    text: str
    host: str
    path: str

    @property
    def name(self) -> str:
        """What people call it: the last step of its path, else its host."""
        steps = [step for step in self.path.split("/") if step]
        return plain(steps[-1]) if steps else self.host


def plain(text: str) -> str:
    """A part of an address without percent signs; bytes that are no UTF-8 become signs that no name has."""
    return _HEX.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), text)


def read_web(text: str) -> WebAddress | str:
    """The address, or the code of what is wrong with it: "link_wrong", "link_not_https", "link_holds_a_key"."""
    match = _WEB.fullmatch(text)
    if match is None or _LOOKALIKE.search(match[1]):
        other = _SCHEME.match(text)
        return "link_not_https" if other and other[0].lower() == "http://" and not _LOOKALIKE.search(text) else "link_wrong"
    host, path, query = match[1].lower(), match[2] or "/", match[3] or ""
    if any(_SECRET.search(name) for name in _names(query)):
        return "link_holds_a_key"
    found = WebAddress(text=f"https://{host}{path}{query}", host=host, path=path)
    return found if found.name.isprintable() else "link_wrong"


def _names(query: str) -> Sequence[str]:
    parts = re.split("[&;]", query.removeprefix("?"))
    return [plain(part.partition("=")[0]) for part in parts]
