"""Settings: PILOTHOUSE_* from the environment or a .env file, read once into values. The environment wins.

Microsoft's tools write CLIENT_ID, CLIENT_SECRET and TENANT_ID (or MicrosoftAppId and so on); those are accepted too.
docs/settings.md is made from TABLE; a test holds the two together.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from bot.settings import PUBLIC_SERVICE_HOSTS, SettingsError, TeamsSettings, check_startup
from graph.clouds import CLOUDS
from portfolio.calendar import known_zone
from portfolio.errors import Problem, problem
from portfolio.gates import DefaultDecision
from portfolio.people import Role
from portfolio.verdicts import Policy
from words.api import LOCALES


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row of the table: the name after PILOTHOUSE_, other names it goes by, its default, and what it is for."""

    name: str
    default: str
    meaning: str
    also: tuple[str, ...] = ()


TABLE = (
    Setting(name="APP_ID", default="", also=("CLIENT_ID", "MicrosoftAppId"), meaning="Application (client) ID of the bot"),
    Setting(name="APP_SECRET", default="", also=("CLIENT_SECRET", "MicrosoftAppPassword"),
            meaning="Its client secret: the value, not the secret's id"),
    Setting(name="TENANT_ID", default="", also=("TENANT_ID", "MicrosoftAppTenantId"), meaning="Directory (tenant) ID"),
    Setting(name="ALLOWED_TENANTS", default="", meaning="Further tenants that may talk to the bot, comma-separated"),
    Setting(name="SERVICE_HOSTS", default=",".join(PUBLIC_SERVICE_HOSTS),
            meaning="Hosts Teams' connectors live on; other clouds have others"),
    Setting(name="DATABASE", default="sqlite:///pilothouse.db", meaning="sqlite:///file.db or postgresql://user@host/name"),
    Setting(name="HOST", default="127.0.0.1", meaning="Address the endpoint listens on"),
    Setting(name="PORT", default="3978", meaning="Port the endpoint listens on"),
    Setting(name="ZONE", default="UTC", meaning="The company's time zone, an IANA name such as Europe/Berlin"),
    Setting(name="LANGUAGE", default="en", meaning="Language of channel posts: en or de"),
    Setting(name="HOLIDAYS", default="", meaning="Country whose public holidays count, such as DE or DE-BY; empty: none"),
    Setting(name="GATE_DEFAULT", default="",
            meaning="What happens to a gate nobody decides by 14 days after its date: pause, retire, or empty for nothing"),
    Setting(name="POLICY", default="balanced", meaning="How much proof funding takes: balanced or strict"),
    Setting(name="DROP_FOLDER", default="", meaning="Folder whose CSV files may be sources of numbers; empty: none"),
    Setting(name="GRAPH", default="",
            meaning="Cloud whose lists and files may be sources of numbers: public, gcc, gcch, dod, china; empty: none"),
    Setting(name="SHAREPOINT", default="",
            meaning="Host of the tenant's SharePoint, such as contoso.sharepoint.com: files sent to the bot are "
            "fetched from there and its -my twin; empty: from nowhere"),
    Setting(name="ADMINS", default="", meaning="Entra object ids, comma-separated: install and release, decide nothing"),
    Setting(name="PROGRAMME_OFFICE", default="", meaning="Entra object ids: see and prepare everything"),
    Setting(name="REVIEWERS", default="", meaning="Entra object ids: security, legal, finance; second signatures"),
    Setting(name="LEADERSHIP", default="", meaning="Entra object ids: read everything, second signatures"),
    Setting(name="AUDITORS", default="", meaning="Entra object ids: read everything"),
)

ROLES = {"ADMINS": Role.ADMIN, "PROGRAMME_OFFICE": Role.PROGRAMME_OFFICE, "REVIEWERS": Role.REVIEWER,
         "LEADERSHIP": Role.LEADERSHIP, "AUDITORS": Role.AUDITOR}
PREFIX = "PILOTHOUSE_"
_OBJECT_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SHAREPOINT = re.compile(r"[a-z0-9][a-z0-9-]*\.sharepoint(?:-mil)?\.(?:com|us|cn)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, parsed. `holidays` is the country code as given; the dates are computed where they are used."""

    teams: TeamsSettings
    database: str
    zone: str
    language: str
    holidays: str
    default: DefaultDecision | None
    policy: Policy
    roles: Mapping[str, frozenset[Role]]
    drop_folder: Path | None
    graph: str | None
    sharepoint: str | None


class BadSettings(Exception):
    """Settings that cannot be used: each problem names a setting and a code; its sentence is "settings.<code>"."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{one.field}: {one.code}" for one in problems))
        self.problems = tuple(problems)


def environment(env_file: Path = Path(".env")) -> dict[str, str]:
    """The process's environment over what the .env file says."""
    from dotenv import dotenv_values

    return {**{key: value or "" for key, value in dotenv_values(env_file).items()}, **os.environ}


def parse(env: Mapping[str, str]) -> Settings:
    """Settings from an environment. BadSettings with every problem at once; nothing is guessed."""
    problems = [_unknown(name) for name in sorted(env) if name.startswith(PREFIX) and name not in _KNOWN]
    raw = {setting.name: _value(setting, env, problems) for setting in TABLE}
    zone = known_zone(raw["ZONE"])
    default, policy, port = raw["GATE_DEFAULT"], raw["POLICY"], raw["PORT"]
    wrong = {
        "ZONE": zone is None,
        "LANGUAGE": raw["LANGUAGE"] not in LOCALES,
        "GATE_DEFAULT": default not in ("", *DefaultDecision),
        "POLICY": policy not in tuple(Policy),
        "GRAPH": raw["GRAPH"] not in ("", *CLOUDS),
        "SHAREPOINT": bool(raw["SHAREPOINT"]) and not _SHAREPOINT.fullmatch(raw["SHAREPOINT"].lower()),
        "PORT": not port.isdecimal() or not 0 < int(port) < 65536,
    }
    problems += (problem(PREFIX + name, name.lower(), value=raw[name]) for name, bad in wrong.items() if bad)
    problems += _no_ids(raw)
    if problems or zone is None:
        raise BadSettings(problems)
    return Settings(
        teams=TeamsSettings(
            app_id=raw["APP_ID"], app_secret=raw["APP_SECRET"], tenant_id=raw["TENANT_ID"],
            allowed_tenants=frozenset(_listed(raw["ALLOWED_TENANTS"])),
            allowed_service_hosts=tuple(_listed(raw["SERVICE_HOSTS"])), host=raw["HOST"], port=int(raw["PORT"]),
        ),
        database=raw["DATABASE"], zone=zone, language=raw["LANGUAGE"], holidays=raw["HOLIDAYS"],
        default=DefaultDecision(default) if default else None, policy=Policy(policy), roles=_roles(raw),
        drop_folder=Path(raw["DROP_FOLDER"]) if raw["DROP_FOLDER"] else None, graph=raw["GRAPH"] or None,
        sharepoint=raw["SHAREPOINT"].lower() or None,
    )


def checked(settings: Settings) -> Settings:
    """The same settings if the bot may start with them. BadSettings says what to mend."""
    try:
        check_startup(settings.teams)
    except SettingsError as error:
        name = _SETTING_OF.get(error.setting, error.setting.upper())
        raise BadSettings([problem(PREFIX + name, error.code)]) from None
    return settings


def _no_ids(raw: Mapping[str, str]) -> Iterator[Problem]:
    """Who is named by anything but an object id has no role, and nobody would notice."""
    for name in ROLES:
        if wrong := [one for one in _listed(raw[name]) if not _OBJECT_ID.fullmatch(one)]:
            yield problem(PREFIX + name, "not_object_ids", ids=", ".join(wrong))


_SETTING_OF = {"allowed_service_hosts": "SERVICE_HOSTS"}


def _value(setting: Setting, env: Mapping[str, str], problems: list[Problem]) -> str:
    names = [PREFIX + setting.name, *setting.also]
    given = {name: env[name].strip() for name in names if env.get(name, "").strip()}
    if len(set(given.values())) > 1:
        problems.append(problem(PREFIX + setting.name, "given_twice", names=", ".join(given)))
    return next(iter(given.values()), setting.default)


_KNOWN = frozenset(PREFIX + setting.name for setting in TABLE)


def _unknown(name: str) -> Problem:
    near = get_close_matches(name.removeprefix(PREFIX), [setting.name for setting in TABLE], n=1)
    return problem(name, "unknown_near", near=PREFIX + near[0]) if near else problem(name, "unknown")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _roles(raw: Mapping[str, str]) -> Mapping[str, frozenset[Role]]:
    found: dict[str, set[Role]] = {}
    for name, role in ROLES.items():
        for object_id in _listed(raw[name]):
            found.setdefault(object_id.lower(), set()).add(role)
    return {object_id: frozenset(roles) for object_id, roles in found.items()}
