"""Where numbers may be counted, as somebody pastes or types it: a SharePoint list, a file in a library, a dropped file, an
address that answers with JSON.

An address is read without asking anybody. It has one spelling, so that what an admin enabled can be compared with what
somebody pastes later: no view, no query, the host in small letters. SharePoint addresses are a site below /sites/ or
/teams/, or the root site; a list's views; a file in the site's first document library, also as a browser shows it
(AllItems.aspx?id=...) and as "Copy link" writes it for people who have access already (/:x:/r/...). Other links of "Share"
(/:l:/s/...) say nothing to an application with rights on one list only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portfolio.observations import SourceKind
from portfolio.web_addresses import plain, read_web

MAX_ADDRESS = 400
"""Characters of an address; SharePoint's own limit of a path."""
LIBRARIES = frozenset({"shared documents", "freigegebene dokumente", "documents"})
"""What a site's first library is called in addresses: English, and sites made in German."""

_MANAGED = frozenset({"sites", "teams"})
_CLOUDS = (".sharepoint.com", ".sharepoint.us", ".sharepoint.cn")
_LINK = re.compile(r"https://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(/[^?#\x00-\x1f]*)?(?:\?([^#\x00-\x1f]*))?(?:#.*)?", re.IGNORECASE)
_SHARED = re.compile(r":[a-z]:", re.IGNORECASE)
_ENCODED = str.maketrans({"%": "%25", "?": "%3F", "#": "%23"})
_DROPPED = re.compile(r"[^\W.][^/\\:*?\"<>|\x00-\x1f]{0,116}\.csv", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A place that can be read. `text` is its one spelling; `site` is as Graph's paths name it, the host of an
    address on the web, None for a dropped file.

    `name` is a list's name, a file's path within the library, a dropped file's name, or what an address on the web ends in.
    """

    kind: SourceKind
    text: str
    site: str | None
    name: str

    @property
    def label(self) -> str:
        """What people call it: its name, and the site it is on."""
        own = self.name.rpartition("/")[2]
        place = "" if self.site is None else self.site.rstrip(":").rpartition("/")[2]
        return f"{own} · {place}" if place and place != own else own

    @property
    def host(self) -> str | None:
        """The host that an admin enables for it to be read, with everything there; None where it is this very place."""
        return self.site if self.kind is SourceKind.HTTP else None

    @property
    def reach(self) -> str:
        """What is enabled together has the same one."""
        return self.text if self.host is None else f"https://{self.host}"


_INVISIBLE = re.compile("[\u200b\u2060\u2068\u2069\ufeff]")
"""Signs that a card puts into a text it shows (cards.markup), and that come along when somebody copies it."""


def read_address(text: str) -> Address | str:
    """The place somebody named, or the code of what is wrong with it: "link_wrong", "link_is_a_share", "link_elsewhere", or
    one of `read_web`."""
    text = _INVISIBLE.sub("", text).strip().strip("<>")
    if _DROPPED.fullmatch(text):
        return Address(kind=SourceKind.DROP, text=text, site=None, name=text)
    match = _LINK.fullmatch(text)
    host = match[1].lower() if match else ""
    if len(text) > 4 * MAX_ADDRESS:
        return "link_wrong"
    if match is None or not host.endswith(_CLOUDS):
        return _web(text)
    steps = [plain(step) for step in (match[2] or "").split("/") if step]
    if steps and steps[-1].lower() == "allitems.aspx" and "lists" not in map(str.lower, steps):
        steps = [step for step in _query(match[3] or "").get("id", "").split("/") if step] or steps
    if len(steps) > 2 and _SHARED.fullmatch(steps[0]):
        if steps[1].lower() != "r":
            return "link_is_a_share"
        steps = steps[2:]
    if any(step in (".", "..") or not step.isprintable() or set(step) & set("/\\:") for step in steps):
        return "link_wrong"
    found = _place(host, steps)
    if isinstance(found, str):
        return found
    whole = found.text == found.text.strip("<>")  # SharePoint has no such names; read again, the sign would be gone
    return found if whole and len(found.text) <= MAX_ADDRESS else "link_wrong"


def _web(text: str) -> Address | str:
    found = read_web(text)
    if isinstance(found, str):
        return found
    if len(found.text) > MAX_ADDRESS:
        return "link_wrong"
    return Address(kind=SourceKind.HTTP, text=found.text, site=found.host, name=found.name)


def _place(host: str, steps: Sequence[str]) -> Address | str:
    site, base, rest = host, f"https://{host}", list(steps)
    if len(rest) >= 2 and rest[0].lower() in _MANAGED:
        site, base, rest = f"{host}:/{rest[0]}/{rest[1]}:", _spelled(base, *rest[:2]), rest[2:]
    if len(rest) >= 2 and rest[0].lower() == "lists":
        return Address(kind=SourceKind.LIST, text=_spelled(base, "Lists", rest[1]), site=site, name=rest[1])
    ending = rest[-1].lower().rpartition(".")[2] if rest else ""
    if len(rest) >= 2 and rest[0].lower() in LIBRARIES and ending in ("csv", "xlsx"):
        kind = SourceKind.CSV if ending == "csv" else SourceKind.WORKBOOK
        return Address(kind=kind, text=_spelled(base, *rest), site=site, name="/".join(rest[1:]))
    return "link_elsewhere"


def _spelled(base: str, *steps: str) -> str:
    """An address that reads as these steps again."""
    return "/".join([base, *(step.translate(_ENCODED) for step in steps)])


def _query(text: str) -> dict[str, str]:
    return {name: plain(value.replace("+", " ")) for name, _, value in (part.partition("=") for part in text.split("&"))}
