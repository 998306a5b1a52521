"""Planted faults in the manifest, icons and languages: named by id and place, with a fix, and nothing else named."""

import json
import re
from typing import Any

import pytest

from appmanifest import check, icons
from appmanifest.rules import files
from cards.png import encode_rgba

Colour = tuple[int, int, int, int]

ZERO = "00000000-0000-0000-0000-000000000000"
OTHER = "9d2e5f0a-6f27-4d0b-8a8e-0c5b7d7f9c11"
HOME = "https://developer.microsoft.com/json-schemas/teams"
APPLICATION = {"id": OTHER, "resource": "https://RscBasedStoreApp"}
RSC = {"name": "ChannelMessage.Read.Group", "type": "Application"}
ASKED = "authorization.permissions.resourceSpecific"
ADDED = "localizationInfo.additionalLanguages[0]"
LISTS = "bots[0].commandLists"
FINDS = "composeExtensions[0].commands"
FIND = {
    "id": "find", "title": "Find", "description": "Find one",
    "parameters": [{"name": "text", "title": "Text", "description": "A word"}],
}  # fmt: skip
ACCENT, WHITE, CLEAR = (91, 95, 199, 255), (255, 255, 255, 255), (0, 0, 0, 0)


def rsc(*permissions: object) -> dict[str, Any]:
    return {"authorization": {"permissions": {"resourceSpecific": list(permissions)}}}


def picture(side: int, colour: Colour, corner: Colour | None = None) -> bytes:
    rows = [bytearray(bytes(colour) * side) for _ in range(side)]
    rows[0][:4] = bytes(corner or colour)
    return encode_rgba(side, side, [bytes(row) for row in rows])


def row(rule: str, where: str, *, beside: str = "", **changes: Any) -> Any:
    """`beside`: the rule that such a manifest cannot but break as well."""
    return pytest.param(rule, where, changes, beside, id=f"{rule}-{where}")


def put(rule: str, where: str, value: object) -> Any:
    """The fault is the value at the place where it is named."""
    return row(rule, where, put={where: value})


def icon(rule: str, name: str, content: bytes) -> Any:
    return row(rule, name, files={name: content})


def german(rule: str, key: str, text: object) -> Any:
    return row(rule, f"de.json: {key}", german={key: text})


FAULTS = [
    row("M020", "accentColor", drop=("accentColor",)),
    row("M020", "developer.privacyUrl", drop=("developer.privacyUrl",)),
    row("M020", "bots[0].botId", drop=("bots[0].botId",)),
    row("M020", "localizationInfo.defaultLanguageTag", drop=("localizationInfo.defaultLanguageTag",)),
    put("M021", "bots[0].isNotificationOnly", "false"),
    put("M021", "defaultBlockUntilAdminAction", None),
    put("M021", "manifestVersion", 1.25),
    put("M022", "name.short", "N" * 31),
    put("M022", "description.short", "D" * 81),
    put("M022", "developer.name", "D" * 33),
    put("M023", "validDomains", [f"h{n}.contoso.com" for n in range(17)]),
    row(
        "M023",
        f"{LISTS}[0].commands",
        put={f"{LISTS}[0].commands": [{"title": f"command {n}", "description": "One too many"} for n in range(13)]},
    ),
    row(
        "M023",
        ASKED,
        put={"webApplicationInfo": APPLICATION}
        | rsc(*({"name": f"Channel{letter}.Read.Group", "type": "Application"} for letter in "ABCDEFGHIJKLMNOPQ")),
    ),
    put("M024", "configurableProperties[0]", "icon"),
    put("M024", "supportsChannelFeatures", "tier2"),
    row("M024", f"{ASKED}[0].type", put={"webApplicationInfo": APPLICATION} | rsc(RSC | {"type": "application"})),
    put("M025", "bot", []),
    put("M025", "developer.url", "https://contoso.com"),
    put("M025", "defaultGroupCapability.groupChat", "bot"),
    put("M026", "bots[0].supportsTargetedMessages", True),
    put("M026", "description.features", [{"title": "Gates", "description": "Dated"}]),
    row("M026", "supportsChannelFeatures", version="1.24"),
    # Those versions list ten commands at most.
    row("M026", "icons.color32x32", beside="M023", version="1.20", drop=("supportsChannelFeatures",)),
    row(
        "M026", "localizationInfo.defaultLanguageFile", beside="M023", version="1.17",
        drop=("supportsChannelFeatures", "icons.color32x32"),
    ),
    put("M027", "developer.name", " "),
    put("M030", "manifestVersion", "devPreview"),
    row("M030", "manifestVersion", version="1.99"),
    row("M031", "$schema", drop=("$schema",)),
    put("M031", "$schema", f"{HOME}/v1.30/MicrosoftTeams.schema.json"),
    put("M031", "$schema", "https://contoso.com/teams.json"),
    put("M032", "id", "pilothouse"),
    put("M032", "id", "{" + OTHER + "}"),
    put("M032", "bots[0].botId", "{" + OTHER + "}"),
    row("M032", "webApplicationInfo.id", put={"webApplicationInfo": {"id": "api://contoso"}}),
    put("M033", "developer.websiteUrl", "http://pilothouse.contoso.com/"),
    put("M033", "publisherDocsUrl", "docs.contoso.com"),
    put("M034", "version", "1.0"),
    put("M034", "version", "v1.0.0"),
    put("M035", "accentColor", "purple"),
    put("M036", "id", "${{TEAMS_APP_ID}}"),
    put("M036", "developer.websiteUrl", "https://{{HOST}}/"),
    put("M036", "description.full", "Made by <your company>"),
    german("M036", "name.short", "${{APP_NAME}}"),
    put("M037", "id", ZERO),
    put("M037", "developer.termsOfUseUrl", "https://www.example.com/terms"),
    put("M037", "validDomains[0]", "*.example.com"),
    row("M040", "bots[0].scopes[1]", drop=("supportsChannelFeatures",)),
    row("M041", f"{LISTS}[2].scopes[0]", put={f"{LISTS}[2].scopes": ["groupchat"]}),
    put("M041", "defaultInstallScope", "Personal"),
    put("M042", "bots[0].scopes", ["personal", "team", "groupChat", "team"]),
    row("M043", LISTS, put={f"{LISTS}[2].scopes": ["team"]}),
    row("M044", f"{LISTS}[2].scopes[0]", put={"bots[0].scopes": ["personal", "team"]}),
    row("M045", f"{LISTS}[0].commands", put={f"{LISTS}[0].commands[1].title": "Help"}),
    put("M046", "defaultInstallScope", "copilot"),
    put("M047", "devicePermissions", ["media"]),
    put("M048", "composeExtensions[0].botId", OTHER),
    row("M049", f"{FINDS}[1]", beside="M062", put={FINDS: [FIND, {"id": "lost", "title": "Asks for nothing"}]}),
    row("M050", "icons.outline", files={"outline.png": None}),
    put("M050", "icons.color", "Color.png"),
    icon("M051", "color.png", b"\xff\xd8\xff\xe0 a JPEG"),
    icon("M052", "color.png", picture(96, ACCENT)),
    icon("M052", "outline.png", picture(64, WHITE, corner=CLEAR)),
    icon("M052", "color32x32.png", picture(48, ACCENT, corner=CLEAR)),
    icon("M053", "color.png", icons.color_icon()[:100]),
    icon("M054", "color.png", picture(192, ACCENT, corner=CLEAR)),
    icon("M055", "outline.png", picture(32, ACCENT, corner=CLEAR)),
    icon("M056", "outline.png", picture(32, WHITE)),
    icon("M056", "color32x32.png", picture(32, ACCENT)),
    icon("M057", "outline.png", picture(32, CLEAR)),
    put("M060", f"{ADDED}.file", "fr.json"),
    row("M060", "localizationInfo.defaultLanguageFile", files={"en.json": None}),
    german("M061", "name.short", None),
    german("M061", "name.full", None),
    german("M061", "description.short", None),
    german("M061", "description.full", None),
    german("M062", f"{LISTS}[0].commands[19].title", "Karte"),
    german("M062", "developer.name", "Contoso"),
    german("M062", "staticTabs[0].name", "Karte"),
    german("M063", "description.short", "D" * 81),
    german("M064", "name.full", " "),
    german("M064", "name.full", 5),
    put("M065", f"{ADDED}.languageTag", "Deutsch!"),
    row("M066", "localizationInfo", put={f"{ADDED}.languageTag": "EN"}),
    german("M067", "$schema", f"{HOME}/v1.5/MicrosoftTeams.Localization.schema.json"),
    row("M068", "localizationInfo", put={f"{ADDED}.file": "en.json"}),
    put("M070", "validDomains[0]", "https://pilothouse.contoso.com"),
    put("M070", "validDomains[0]", "pilothouse.contoso.com:8443"),
    put("M070", "validDomains[0]", "*"),
    put("M071", "validDomains[0]", "abc123.ngrok-free.app"),
    put("M071", "validDomains[0]", "*.euw.devtunnels.ms"),
    put("M071", "validDomains[0]", "127.0.0.1"),
    put("M072", "validDomains[0]", "*.azurewebsites.net"),
    put("M072", "validDomains[0]", "*.westeurope.azurecontainerapps.io"),
    put("M073", "validDomains", ["pilothouse.contoso.com", "Pilothouse.contoso.com"]),
    row("M074", ASKED, put=rsc(RSC)),
    row("M075", "webApplicationInfo.resource", put={"webApplicationInfo": {"id": OTHER}} | rsc(RSC)),
    row("M076", ASKED, put={"webApplicationInfo": APPLICATION} | rsc(RSC, RSC)),
    row(
        "M077", f"{ASKED}[0].name", put={"webApplicationInfo": APPLICATION} | rsc(RSC | {"name": "ChannelMessage.Read.All"})
    ),
]


@pytest.mark.parametrize(("rule", "where", "changes", "beside"), FAULTS)
def test_a_planted_fault_is_named_with_its_place_and_its_fix(parts, rule, where, changes, beside):
    findings = [found for found in check.check(parts.spoil(**changes)).findings if found.id != beside]
    assert [(finding.id, finding.where) for finding in findings] == [(rule, where)]
    for sentence in (findings[0].wrong, findings[0].fix):
        assert sentence.endswith((".", "?"))
        assert not re.search(r"(?<!\{)\{[a-z_]+\}", sentence), "a fact was not filled in"


def test_every_other_rule_has_a_planted_fault():
    planted = {row.values[0] for row in FAULTS}
    assert planted == {rule.id for rule in check.RULES} - {rule.id for rule in files.RULES}


def test_rules_have_ids_of_their_own_in_order():
    ids = [rule.id for rule in check.RULES]
    assert ids == sorted(set(ids))


def test_a_clean_package_gives_no_findings(clean):
    assert check.check(clean) == check.Report(usable=True, findings=(), left_out=0)


def test_a_slip_in_spelling_is_answered_with_the_right_word(parts):
    findings = check.check(parts.spoil(put={"supportChannelFeatures": "tier1"})).findings
    assert 'Did you mean "supportsChannelFeatures"?' in findings[0].wrong


def test_an_icon_with_other_capitals_is_pointed_out(parts):
    findings = check.check(parts.spoil(put={"icons.color": "Color.png"})).findings
    assert '(there is "color.png")' in findings[0].wrong


def test_several_faults_are_named_at_once(parts):
    data = parts.spoil(put={"version": "1"}, drop=("supportsChannelFeatures",), german={"name.full": None})
    assert [finding.id for finding in check.check(data).findings] == ["M034", "M040", "M061"]


def test_what_is_allowed_is_not_found_fault_with(parts):
    """Consent, a tab with its translation and its device, an own wildcard, an administrators' page: all of it right."""
    allowed = {
        "webApplicationInfo": APPLICATION,
        "validDomains": ["pilothouse.contoso.com", "*.apps.contoso.com", "token.botframework.com"],
        "staticTabs": [{"entityId": "home", "name": "Home", "scopes": ["personal"]}],
        "devicePermissions": ["media"],
        "publisherDocsUrl": "https://docs.contoso.com/pilothouse?view=admin",
    }
    data = parts.spoil(put=allowed | rsc(RSC, RSC | {"type": "Delegated"}), german={"staticTabs[0].name": "Start"})
    assert check.check(data).findings == ()


def test_many_findings_of_one_rule_are_counted_and_not_all_listed(parts):
    report = check.check(parts.spoil(put={f"key{n}": n for n in range(50)}))
    assert (len(report.findings), report.left_out) == (check.MAX_PER_RULE, 30)


def test_nothing_a_package_says_reaches_the_terminal_unescaped(parts):
    parts.manifest["\x1b[31m"] = "\x1b]0;title\x07"
    findings = check.check(parts.spoil(put={"accentColor": "\x1b[2J"}, files={"\x1b[1m.txt": b""})).findings
    assert {finding.id for finding in findings} == {"M007", "M025", "M035"}
    assert all((finding.where + finding.wrong + finding.fix).isprintable() for finding in findings)


def test_a_manifest_from_the_toolkit_with_open_variables_names_each(parts):
    text = json.dumps(parts.manifest).replace("1b4e28ba-2fa1-41d2-883f-0016d3cca427", "${{BOT_ID}}")
    findings = check.check(parts.spoil(files={"manifest.json": text.encode()})).findings
    assert [(finding.id, finding.where) for finding in findings] == [
        ("M036", "id"), ("M036", "bots[0].botId"), ("M036", "composeExtensions[0].botId"),
    ]  # fmt: skip
