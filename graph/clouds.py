"""The Microsoft clouds: where Graph and the login service are.

Source: the presets of microsoft-teams-api 2.1.1 and msgraph-core's NationalClouds. GCC (not High) uses the public
endpoints. Usage reports exist in the global cloud only (Graph documentation, "National cloud deployments").
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """One cloud. `base_url` carries the version and no slash at its end: the SDK's own default doubles the slash."""

    name: str
    base_url: str
    authority: str
    usage_reports: bool

    @property
    def host(self) -> str:
        """The host that may be given a token."""
        return self.base_url.split("/")[2].partition(":")[0]

    @property
    def scope(self) -> str:
        """What an app-only token is asked for."""
        scheme, _, host = self.base_url.split("/")[:3]
        return f"{scheme}//{host}/.default"


PUBLIC = Cloud(name="public", base_url="https://graph.microsoft.com/v1.0", authority="https://login.microsoftonline.com",
               usage_reports=True)  # fmt: skip
GCC_HIGH = Cloud(name="gcch", base_url="https://graph.microsoft.us/v1.0", authority="https://login.microsoftonline.us",
                 usage_reports=False)  # fmt: skip
DOD = Cloud(name="dod", base_url="https://dod-graph.microsoft.us/v1.0", authority="https://login.microsoftonline.us",
            usage_reports=False)  # fmt: skip
CHINA = Cloud(name="china", base_url="https://microsoftgraph.chinacloudapi.cn/v1.0",
              authority="https://login.partner.microsoftonline.cn", usage_reports=False)  # fmt: skip

CLOUDS: Mapping[str, Cloud] = {cloud.name: cloud for cloud in (PUBLIC, GCC_HIGH, DOD, CHINA)} | {"gcc": PUBLIC}
