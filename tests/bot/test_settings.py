"""The start-up check fails closed."""

from typing import Any

import pytest

from bot.hosts import service_hosts
from bot.settings import Access, SettingsError, TeamsSettings, check_startup
from tests.teams.activities import APP_ID, TENANT


def settings(**changes: Any) -> TeamsSettings:
    given: dict[str, Any] = {"app_id": APP_ID, "app_secret": "s3cret~value", "tenant_id": TENANT, "host": "0.0.0.0"}
    return TeamsSettings(**(given | changes))


def test_a_registered_app_is_signed() -> None:
    assert check_startup(settings()) is Access.SIGNED
    assert check_startup(settings(app_id=APP_ID.upper())) is Access.SIGNED


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_without_an_app_id_only_this_machine_is_served_and_only_when_asked(host: str) -> None:
    assert check_startup(settings(app_id="", development=True, host=host)) is Access.DEVELOPMENT


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no app id": ({"app_id": ""}, "app_id_missing"),
    "no app id on loopback": ({"app_id": "", "host": "127.0.0.1"}, "app_id_missing"),
    "development on all interfaces": ({"app_id": "", "development": True}, "development_needs_loopback"),
    "development on no address": ({"app_id": "", "development": True, "host": ""}, "development_needs_loopback"),
    "development on a name": ({"app_id": "", "development": True, "host": "bot.example"}, "development_needs_loopback"),
    "signed development outside": ({"development": True}, "development_needs_loopback"),
    "app id no GUID": ({"app_id": "pilothouse"}, "app_id_malformed"),
    "app id in braces": ({"app_id": "{" + APP_ID + "}"}, "app_id_malformed"),
    "no secret": ({"app_secret": ""}, "app_secret_missing"),
    "the secret's id": ({"app_secret": "0f0f0f0f-1111-4222-8333-444444444444"}, "app_secret_is_its_id"),
    "no tenant": ({"tenant_id": ""}, "tenant_id_missing"),
    "tenant no GUID": ({"tenant_id": "contoso.example"}, "tenant_id_malformed"),
    "listed tenant no GUID": ({"allowed_tenants": frozenset({"common"})}, "allowed_tenants_malformed"),
    "no connector hosts": ({"allowed_service_hosts": ()}, "allowed_service_hosts_missing"),
    "a whole top level": ({"allowed_service_hosts": ("com",)}, "allowed_service_hosts_malformed"),
    "a dot": ({"allowed_service_hosts": (".",)}, "allowed_service_hosts_malformed"),
    "a wildcard": ({"allowed_service_hosts": ("*.botframework.com",)}, "allowed_service_hosts_malformed"),
    "an address": ({"allowed_service_hosts": ("https://x.example",)}, "allowed_service_hosts_malformed"),
    "keys over http": ({"openid_metadata_url": "http://login.example/"}, "address_not_https"),
    "keys from a file": ({"openid_metadata_url": "file:///keys"}, "address_not_https"),
    "keys from nowhere": ({"openid_metadata_url": "https://[x"}, "address_malformed"),
    "login over http": ({"login_authority": "http://127.0.0.1/"}, "address_not_https"),
}


@pytest.mark.parametrize(("changes", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_settings_that_would_open_a_door_are_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_startup(settings(**changes))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("service_url", "allowed"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://SMBA.TrafficManager.net/emea/", True),
        ("https://smba.trafficmanager.net:443/emea/", True),
        ("https://europe.smba.infra.teams.microsoft.com/", True),
        ("https://smba.trafficmanager.net./", False),
        ("https://trafficmanager.net/", False),
        ("https://xsmba.trafficmanager.net/", False),
        ("http://smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net:99999/", False),
        ("https://user:pw@smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net\n.evil.example/", False),
        ("https://smba.traff\u0131cmanager.net/", False),
        ("http://127.0.0.1:3978/", False),
        ("", False),
        ("/", False),
    ],
)
def test_hosts_match_whole_labels_only(service_url: str, allowed: bool) -> None:
    assert service_hosts(settings()).allows(service_url) is allowed


@pytest.mark.parametrize("address", ["http://127.0.0.1:56150/_connector", "http://localhost:1/", "http://[::1]:1/"])
def test_development_may_talk_to_this_machine(address: str) -> None:
    assert service_hosts(settings(development=True, host="127.0.0.1")).allows(address)
    assert not service_hosts(settings()).allows(address)
