"""How the sample tenant may misbehave: every manner seen or documented of the real one, switched on by whoever tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """One answer given in place of the right one, to the next request whose path contains `on`."""

    status: int
    on: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    html: bool = False
    cut: bool = False


@dataclass(slots=True, kw_only=True)
class Manners:
    """The manners now in force. All off: a tenant that behaves. `page` is the most items of one page,
    `unlicensed` the names of those without Copilot, `unreported` of those a report leaves out."""

    page: int = 200
    concealed: bool = False
    without_prompts: bool = False
    without_v2: bool = False
    without_names: bool = False
    without_plans: bool = False
    unlicensed: set[str] = field(default_factory=set)
    unreported: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    empty_page: bool = False
    repeats: bool = False
    expired_deltas: bool = False
    refresh_lag: int = 2
    withheld: set[str] = field(default_factory=set)
    mishaps: list[Mishap] = field(default_factory=list)

    def next(self, status: int, *, on: str = "", retry_after: str | None = None, html: bool = False, times: int = 1,
             cut: bool = False) -> None:  # fmt: skip
        """Answer the next `times` requests whose path contains `on` like this."""
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        self.mishaps += [Mishap(status=status, on=on, headers=headers, html=html, cut=cut)] * times

    def mishap(self, path: str) -> Mishap | None:
        """The mishap due for this path, taken off the list."""
        for index, one in enumerate(self.mishaps):
            if one.on in path:
                return self.mishaps.pop(index)
        return None
