"""Which connectors the bot may talk to.

A serviceUrl decides where the bot's token goes, so it is believed only when its host is one we allow (SSRF: reliability
facts, section 7). The same parser judges the address here and opens it later: two parsers that disagree about an
address are how allow-lists get bypassed.
"""

from dataclasses import dataclass

from yarl import URL

from bot.settings import TeamsSettings, is_loopback


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHosts:
    """The allow-list. `suffixes` are host names, matched whole or on a label boundary; `loopback` permits this machine."""

    suffixes: tuple[str, ...]
    loopback: bool

    def allows(self, service_url: str) -> bool:
        """Whether a connector at this address may be talked to: https and an allowed host, nothing unusual in it."""
        if not service_url.isascii() or not service_url.isprintable() or any(sign in service_url for sign in " \\@#?"):
            return False
        try:
            url = URL(service_url)
            host, port = url.host, url.explicit_port
        except ValueError:
            return False
        if host is None:
            return False
        if self.loopback and url.scheme in {"http", "https"} and is_loopback(host):
            return True
        if url.scheme != "https" or port not in {None, 443}:
            return False
        return any(host == suffix or host.endswith("." + suffix) for suffix in self.suffixes)


def service_hosts(settings: TeamsSettings) -> ServiceHosts:
    """The allow-list these settings describe."""
    return ServiceHosts(
        suffixes=tuple(host.lower() for host in settings.allowed_service_hosts), loopback=settings.development
    )
