"""Settings: everything that is wrong is said at once, nothing is guessed, and every row of the table has an effect."""

from pathlib import Path

import pytest

from bot.settings import PUBLIC_SERVICE_HOSTS
from pilothouse.companies import checked as with_known_holidays
from pilothouse.companies import company_at
from pilothouse.serve import utc_now
from pilothouse.settings import TABLE, BadSettings, checked, environment, parse
from portfolio.gates import DefaultDecision
from portfolio.people import Role
from portfolio.verdicts import Policy
from words.api import Words

GUID = "3f0a1c9e-58d2-4b7e-8f3c-0b6d2e9a4c11"
APP = {"PILOTHOUSE_APP_ID": GUID, "PILOTHOUSE_APP_SECRET": "a~secret", "PILOTHOUSE_TENANT_ID": GUID}
OTHER_VALUE = {
    "APP_ID": GUID, "APP_SECRET": "a~secret", "TENANT_ID": GUID, "ALLOWED_TENANTS": GUID, "SERVICE_HOSTS": "example.org",
    "DATABASE": "sqlite:///other.db", "HOST": "0.0.0.0", "PORT": "8080", "ZONE": "Europe/Berlin", "LANGUAGE": "de",
    "DROP_FOLDER": "/srv/drop", "GRAPH": "public", "SHAREPOINT": "contoso.sharepoint.com",
    "HOLIDAYS": "DE-BY", "GATE_DEFAULT": "retire", "POLICY": "strict", "ADMINS": GUID, "PROGRAMME_OFFICE": GUID,
    "REVIEWERS": GUID, "LEADERSHIP": GUID, "AUDITORS": GUID,
}  # fmt: skip


def said(error: BadSettings) -> list[str]:
    """The sentences an operator reads."""
    w = Words("en")
    return [f"{one.field}: {w.say(f'settings.{one.code}', n=None, **one.params)}" for one in error.problems]


def test_nothing_set_is_the_defaults() -> None:
    settings = parse({})
    assert settings.database == "sqlite:///pilothouse.db"
    assert settings.teams.host == "127.0.0.1"
    assert settings.teams.allowed_service_hosts == PUBLIC_SERVICE_HOSTS
    assert settings.default is None
    assert settings.roles == {}


@pytest.mark.parametrize("setting", TABLE, ids=lambda setting: setting.name)
def test_every_setting_has_an_effect_under_every_name_it_goes_by(setting: object) -> None:
    name, also = setting.name, setting.also  # type: ignore[attr-defined]
    value = OTHER_VALUE[name]
    changed = parse({f"PILOTHOUSE_{name}": f"  {value} "})
    assert changed != parse({})
    assert all(parse({other: value}) == changed for other in also)


def test_everything_is_read_as_what_it_means() -> None:
    settings = parse({f"PILOTHOUSE_{name}": value for name, value in OTHER_VALUE.items()})
    assert settings.default is DefaultDecision.RETIRE
    assert settings.policy is Policy.STRICT
    assert settings.roles == {GUID: frozenset(Role)}
    assert settings.teams.tenants == {GUID}
    assert settings.teams.port == 8080
    company = company_at(settings)(utc_now())
    assert company.zone == "Europe/Berlin"
    assert company.roles == settings.roles
    assert any((day.month, day.day) == (1, 6) for day in company.holidays)  # a holiday in Bavaria, not in Germany


def test_all_that_is_wrong_is_said_at_once_with_the_setting_s_name() -> None:
    wrong = {
        "ZONE": "Berlin", "LANGUAGE": "fr", "GATE_DEFAULT": "fund", "POLICY": "lax", "PORT": "²", "APP_IDD": "x", "XYZ": "y",
        "ADMINS": f"{GUID}, ann@contoso.com",
    }  # fmt: skip
    with pytest.raises(BadSettings) as raised:
        parse({f"PILOTHOUSE_{name}": value for name, value in wrong.items()})
    assert sorted(said(raised.value)) == [
        "PILOTHOUSE_ADMINS: These are no Entra object ids: ann@contoso.com. Write them as "
        "00000000-0000-0000-0000-000000000000, comma-separated.",
        "PILOTHOUSE_APP_IDD: There is no such setting. Did you mean PILOTHOUSE_APP_ID?",
        "PILOTHOUSE_GATE_DEFAULT: “fund” is neither pause nor retire nor empty.",
        "PILOTHOUSE_LANGUAGE: “fr” is not a language Pilothouse speaks; write en or de.",
        "PILOTHOUSE_POLICY: “lax” is neither balanced nor strict.",
        "PILOTHOUSE_PORT: “²” is no port number; write one from 1 to 65535.",
        "PILOTHOUSE_XYZ: There is no such setting; docs/settings.md lists them all.",
        "PILOTHOUSE_ZONE: “Berlin” is no time zone; write an IANA name such as Europe/Berlin.",
    ]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "3978.0", "abc", "9" * 30])
def test_a_port_is_a_port(port: str) -> None:
    with pytest.raises(BadSettings):
        parse({"PILOTHOUSE_PORT": port})


def test_two_names_of_one_setting_may_not_disagree() -> None:
    with pytest.raises(BadSettings) as raised:
        parse({"PILOTHOUSE_APP_ID": GUID, "CLIENT_ID": "another"})
    assert said(raised.value) == ["PILOTHOUSE_APP_ID: PILOTHOUSE_APP_ID, CLIENT_ID say different things. Keep one of them."]
    assert parse({"PILOTHOUSE_APP_ID": GUID, "CLIENT_ID": GUID}).teams.app_id == GUID


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        ({"PILOTHOUSE_APP_ID": ""}, "PILOTHOUSE_APP_ID", "pilothouse playground"),
        ({"PILOTHOUSE_APP_ID": "pilothouse"}, "PILOTHOUSE_APP_ID", "This is no application (client) ID"),
        ({"PILOTHOUSE_APP_SECRET": ""}, "PILOTHOUSE_APP_SECRET", "The bot's client secret is missing"),
        ({"PILOTHOUSE_APP_SECRET": GUID}, "PILOTHOUSE_APP_SECRET", "Copy the secret's value"),
        ({"PILOTHOUSE_TENANT_ID": ""}, "PILOTHOUSE_TENANT_ID", "tenant"),
        ({"PILOTHOUSE_ALLOWED_TENANTS": "contoso.com"}, "PILOTHOUSE_ALLOWED_TENANTS", "no tenant ID"),
        ({"PILOTHOUSE_SERVICE_HOSTS": "*.example.org"}, "PILOTHOUSE_SERVICE_HOSTS", "without wildcards"),
    ],
)
def test_the_bot_does_not_start_without_an_identity(changes: dict[str, str], name: str, sentence: str) -> None:
    with pytest.raises(BadSettings) as raised:
        checked(parse(APP | changes))
    [problem] = said(raised.value)
    assert problem.startswith(f"{name}: ")
    assert sentence in problem


def test_good_settings_pass() -> None:
    assert checked(parse(APP)) == parse(APP)


@pytest.mark.parametrize(
    ("holidays", "code"),
    [("XX", "holidays_country"), ("DE-ZZ", "holidays_subdivision"), ("datetime", "holidays_country")],
)
def test_a_country_nobody_knows_is_refused_at_start(holidays: str, code: str) -> None:
    with pytest.raises(BadSettings) as raised:
        with_known_holidays(company_at(parse({"PILOTHOUSE_HOLIDAYS": holidays})), utc_now())
    assert raised.value.problems[0].code == code
    assert said(raised.value)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("PILOTHOUSE_ZONE=Europe/Paris\nPILOTHOUSE_LANGUAGE=de\n", encoding="utf-8")
    monkeypatch.setenv("PILOTHOUSE_ZONE", "Europe/Berlin")
    settings = parse({name: value for name, value in environment(file).items() if name.startswith("PILOTHOUSE_")})
    assert (settings.zone, settings.language) == ("Europe/Berlin", "de")
