"""One planted fault per row: the checker must name it by its id, at its place, with a fix, and name nothing else."""

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from appmanifest import archive, check, documents
from cards.png import encode_rgba

ZERO = "00000000-0000-0000-0000-000000000000"
OTHER = "9d2e5f0a-6f27-4d0b-8a8e-0c5b7d7f9c11"
RSC = {"name": "ChannelMessage.Read.Group", "type": "Application"}
APPLICATION = {"id": OTHER, "resource": "https://RscBasedStoreApp"}


def put(path: str, value: object) -> Callable[[Any], bytes]:
    def spoil(parts: Any) -> bytes:
        parts.put(path, value)
        return parts.zipped()

    return spoil


def drop(*paths: str) -> Callable[[Any], bytes]:
    def spoil(parts: Any) -> bytes:
        for path in paths:
            parts.drop(path)
        return parts.zipped()

    return spoil


def german(key: str, value: object = None) -> Callable[[Any], bytes]:
    def spoil(parts: Any) -> bytes:
        if value is None:
            del parts.german[key]
        else:
            parts.german[key] = value
        return parts.zipped()

    return spoil


def file(name: str, content: bytes) -> Callable[[Any], bytes]:
    return lambda parts: parts.zipped(raw={name: content})


def text_of(name: str, change: Callable[[bytes], bytes]) -> Callable[[Any], bytes]:
    return lambda parts: parts.zipped(raw={name: change(parts.files[name])})


def without(name: str) -> Callable[[Any], bytes]:
    def spoil(parts: Any) -> bytes:
        del parts.files[name]
        return parts.zipped()

    return spoil


def rsc(*permissions: object, **application: object) -> Callable[[Any], bytes]:
    def spoil(parts: Any) -> bytes:
        parts.manifest["authorization"] = {"permissions": {"resourceSpecific": list(permissions)}}
        parts.manifest |= application
        return parts.zipped()

    return spoil


def version(number: str, *, then: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    def spoil(parts: Any) -> bytes:
        parts.manifest["manifestVersion"] = number
        for owner in (parts.manifest, parts.german):
            owner["$schema"] = owner["$schema"].replace("v1.25", f"v{number}")
        english = parts.files["en.json"].replace(b"/v1.25/", f"/v{number}/".encode())
        parts.files["en.json"] = english
        return then(parts)

    return spoil


def rezipped(change: Callable[[zipfile.ZipFile, dict[str, bytes]], None]) -> Callable[[Any], bytes]:
    def spoil(parts: Any) -> bytes:
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
            change(zipped, parts.files)
        return target.getvalue()

    return spoil


def _write(zipped: zipfile.ZipFile, files: dict[str, bytes], prefix: str = "") -> None:
    for name, content in files.items():
        zipped.writestr(prefix + name, content)


@rezipped
def in_a_folder(zipped: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    _write(zipped, files, prefix="pilothouse/")


@rezipped
def capital_manifest(zipped: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    _write(zipped, {name.replace("manifest", "Manifest"): content for name, content in files.items()})


@rezipped
def lzma_icon(zipped: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    _write(zipped, {name: content for name, content in files.items() if name != "color.png"})
    zipped.writestr("color.png", files["color.png"], zipfile.ZIP_LZMA)


@rezipped
def many_files(zipped: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    _write(zipped, files | {f"extra/{n}.txt": b"" for n in range(archive.MAX_ENTRIES)})


@rezipped
def a_bomb(zipped: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    _write(zipped, files | {"zeros.bin": bytes(archive.MAX_EXPANDED)})


def twice(parts: Any) -> bytes:
    target = BytesIO(parts.zipped())
    with zipfile.ZipFile(target, "a") as zipped, pytest.warns(UserWarning, match="Duplicate name"):
        zipped.writestr("de.json", parts.files["de.json"])
    return target.getvalue()


def broken_entry(parts: Any) -> bytes:
    """Flips a byte inside the compressed colour icon: the zip still opens, its checksum no longer holds."""
    data = bytearray(parts.zipped())
    with zipfile.ZipFile(BytesIO(bytes(data))) as zipped:
        entry = zipped.getinfo("color.png")
    data[entry.header_offset + 30 + len("color.png") + entry.compress_size // 2] ^= 0xFF
    return bytes(data)


def encrypted_entry(parts: Any) -> bytes:
    """Sets the flag that says "encrypted" on the first entry of the central directory and its local header."""
    data = bytearray(without_name_clash(parts))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


def without_name_clash(parts: Any) -> bytes:
    """A zip whose first entry is of no consequence."""
    parts.files = {"readme.txt": b"hello"} | parts.files
    return parts.zipped()


def picture(side: int, colour: tuple[int, int, int, int], corner: tuple[int, int, int, int] | None = None) -> bytes:
    rows = [bytearray(bytes(colour) * side) for _ in range(side)]
    rows[0][:4] = bytes(corner or colour)
    return encode_rgba(side, side, [bytes(row) for row in rows])


def cut(icon: bytes) -> bytes:
    """An icon whose pixel data end early."""
    at = icon.index(b"IDAT")
    return icon[: at + 40]


FAULTS: list[tuple[str, str, Callable[[Any], bytes]]] = [
    ("M001", "the package", lambda parts: parts.files["manifest.json"]),
    ("M001", "the package", lambda parts: b""),
    ("M002", "the package", lambda parts: parts.zipped()[:-40]),
    ("M003", "the package", lambda parts: parts.zipped() + bytes(archive.MAX_ARCHIVE)),
    ("M004", "the package", a_bomb),
    ("M005", "the package", many_files),
    ("M006", '"color.png"', broken_entry),
    ("M007", '"../evil.txt"', file("../evil.txt", b"")),
    ("M007", '"/etc/passwd"', file("/etc/passwd", b"")),
    ("M007", '"C:/windows/x"', file("C:/windows/x", b"")),
    ("M007", '"a\\b.txt"', file("a\\b.txt", b"")),
    ("M008", '"de.json"', twice),
    ("M009", '"color.png"', lzma_icon),
    ("M009", '"readme.txt"', encrypted_entry),
    ("M010", '"pilothouse/manifest.json"', in_a_folder),
    ("M011", "manifest.json", rezipped(lambda zipped, files: _write(zipped, {"de.json": files["de.json"]}))),
    ("M011", "manifest.json", capital_manifest),
    ("M012", '"__MACOSX/._manifest.json"', file("__MACOSX/._manifest.json", b"")),
    ("M012", '".DS_Store"', file(".DS_Store", b"")),
    ("M013", "manifest.json", text_of("manifest.json", lambda text: text.replace(b"{", b"{,", 1))),
    ("M013", "de.json", text_of("de.json", lambda text: text[:-5])),
    ("M013", "manifest.json", text_of("manifest.json", lambda text: text.replace(b'"1.0.0"', b"NaN"))),
    ("M013", "manifest.json", file("manifest.json", b"[" * 100_000)),
    ("M013", "manifest.json", file("manifest.json", b'{"a":' * 200 + b"1" + b"}" * 200)),
    ("M013", "manifest.json", file("manifest.json", b"{}" + b" " * documents.MAX_SIZE)),
    ("M014", "manifest.json", text_of("manifest.json", lambda text: text.decode().encode("utf-16"))),
    ("M015", "manifest.json", text_of("manifest.json", lambda text: b"\xef\xbb\xbf" + text)),
    ("M015", "de.json", text_of("de.json", lambda text: b"\xef\xbb\xbf" + text)),
    ("M016", "manifest.json", file("manifest.json", b"[]")),
    ("M017", "manifest.json", text_of("manifest.json", lambda text: text.replace(b"{", b'{"id": "twice",', 1))),
    ("M020", "accentColor", drop("accentColor")),
    ("M020", "developer.privacyUrl", drop("developer.privacyUrl")),
    ("M020", "bots[0].botId", drop("bots[0].botId")),
    ("M020", "bots[0].commandLists[0].commands[2].description", drop("bots[0].commandLists[0].commands[2].description")),
    ("M020", "localizationInfo.defaultLanguageTag", drop("localizationInfo.defaultLanguageTag")),
    ("M021", "bots[0].scopes", put("bots[0].scopes", "team")),
    ("M021", "defaultBlockUntilAdminAction", put("defaultBlockUntilAdminAction", "true")),
    ("M021", "manifestVersion", put("manifestVersion", 1.25)),
    ("M022", "name.short", put("name.short", "N" * 31)),
    ("M022", "description.short", put("description.short", "D" * 81)),
    ("M022", "developer.name", put("developer.name", "D" * 33)),
    ("M023", "validDomains", put("validDomains", [f"h{n}.contoso.com" for n in range(17)])),
    (
        "M023",
        "authorization.permissions.resourceSpecific",
        rsc(
            *({"name": f"Channel{letter}.Read.Group", "type": "Application"} for letter in "ABCDEFGHIJKLMNOPQ"),
            webApplicationInfo=APPLICATION,
        ),
    ),
    ("M024", "configurableProperties[0]", put("configurableProperties[0]", "icon")),
    ("M024", "supportsChannelFeatures", put("supportsChannelFeatures", "tier2")),
    (
        "M024",
        "authorization.permissions.resourceSpecific[0].type",
        rsc(RSC | {"type": "application"}, webApplicationInfo=APPLICATION),
    ),
    ("M025", "bot", put("bot", [])),
    ("M025", "developer.url", put("developer.url", "https://contoso.com")),
    ("M025", "defaultGroupCapability.groupChat", put("defaultGroupCapability.groupChat", "bot")),
    ("M026", "bots[0].supportsTargetedMessages", put("bots[0].supportsTargetedMessages", True)),
    ("M026", "description.features", put("description.features", [{"title": "Gates", "description": "Dated"}])),
    ("M026", "supportsChannelFeatures", version("1.24", then=lambda parts: parts.zipped())),
    (
        "M026",
        "localizationInfo.defaultLanguageFile",
        version("1.17", then=drop("supportsChannelFeatures", "icons.color32x32")),
    ),
    ("M026", "icons.color32x32", version("1.20", then=drop("supportsChannelFeatures"))),
    ("M027", "developer.name", put("developer.name", " ")),
    ("M030", "manifestVersion", version("1.99", then=lambda parts: parts.zipped())),
    ("M030", "manifestVersion", put("manifestVersion", "devPreview")),
    ("M031", "$schema", drop("$schema")),
    (
        "M031",
        "$schema",
        put("$schema", "https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json"),
    ),
    ("M031", "$schema", put("$schema", "https://contoso.com/teams.json")),
    ("M032", "id", put("id", "pilothouse")),
    ("M032", "bots[0].botId", put("bots[0].botId", "{" + OTHER + "}")),
    ("M032", "webApplicationInfo.id", put("webApplicationInfo", {"id": "api://contoso"})),
    ("M033", "developer.websiteUrl", put("developer.websiteUrl", "http://pilothouse.contoso.com/")),
    ("M033", "publisherDocsUrl", put("publisherDocsUrl", "docs.contoso.com")),
    ("M034", "version", put("version", "1.0")),
    ("M034", "version", put("version", "v1.0.0")),
    ("M035", "accentColor", put("accentColor", "purple")),
    ("M036", "id", put("id", "${{TEAMS_APP_ID}}")),
    ("M036", "developer.websiteUrl", put("developer.websiteUrl", "https://{{HOST}}/")),
    ("M036", "description.full", put("description.full", "Made by <your company>")),
    ("M036", "de.json: name.short", german("name.short", "${{APP_NAME}}")),
    ("M037", "id", put("id", ZERO)),
    ("M037", "developer.termsOfUseUrl", put("developer.termsOfUseUrl", "https://www.example.com/terms")),
    ("M037", "validDomains[0]", put("validDomains[0]", "*.example.com")),
    ("M040", "bots[0].scopes[1]", drop("supportsChannelFeatures")),
    ("M041", "bots[0].commandLists[2].scopes[0]", put("bots[0].commandLists[2].scopes", ["groupchat"])),
    ("M041", "defaultInstallScope", put("defaultInstallScope", "Personal")),
    ("M042", "bots[0].scopes", put("bots[0].scopes", ["personal", "team", "groupChat", "team"])),
    ("M043", "bots[0].commandLists", put("bots[0].commandLists[2].scopes", ["team"])),
    ("M044", "bots[0].commandLists[2].scopes[0]", put("bots[0].scopes", ["personal", "team"])),
    ("M045", "bots[0].commandLists[0].commands", put("bots[0].commandLists[0].commands[1].title", "Help")),
    ("M046", "defaultInstallScope", put("defaultInstallScope", "copilot")),
    ("M047", "devicePermissions", put("devicePermissions", ["media"])),
    ("M050", "icons.outline", without("outline.png")),
    ("M050", "icons.color", put("icons.color", "Color.png")),
    ("M051", "color.png", file("color.png", b"\xff\xd8\xff\xe0 a JPEG")),
    ("M052", "color.png", file("color.png", picture(96, (91, 95, 199, 255)))),
    ("M052", "outline.png", file("outline.png", picture(64, (255, 255, 255, 255), corner=(0, 0, 0, 0)))),
    ("M052", "color32x32.png", file("color32x32.png", picture(48, (91, 95, 199, 255), corner=(0, 0, 0, 0)))),
    ("M053", "color.png", text_of("color.png", cut)),
    ("M054", "color.png", file("color.png", picture(192, (91, 95, 199, 255), corner=(91, 95, 199, 0)))),
    ("M055", "outline.png", file("outline.png", picture(32, (91, 95, 199, 255), corner=(0, 0, 0, 0)))),
    ("M056", "outline.png", file("outline.png", picture(32, (255, 255, 255, 255)))),
    ("M056", "color32x32.png", file("color32x32.png", picture(32, (91, 95, 199, 255)))),
    ("M057", "outline.png", file("outline.png", picture(32, (255, 255, 255, 0)))),
    ("M060", "localizationInfo.additionalLanguages[0].file", put("localizationInfo.additionalLanguages[0].file", "fr.json")),
    ("M060", "localizationInfo.defaultLanguageFile", without("en.json")),
    ("M061", "de.json: name.short", german("name.short")),
    ("M061", "de.json: name.full", german("name.full")),
    ("M061", "de.json: description.short", german("description.short")),
    ("M061", "de.json: description.full", german("description.full")),
    ("M062", "de.json: bots[0].commandLists[0].commands[7].title", german("bots[0].commandLists[0].commands[7].title", "x")),
    ("M062", "de.json: developer.name", german("developer.name", "Contoso")),
    ("M062", "de.json: staticTabs[0].name", german("staticTabs[0].name", "Karte")),
    ("M063", "de.json: description.short", german("description.short", "D" * 81)),
    ("M064", "de.json: name.full", german("name.full", " ")),
    ("M064", "de.json: name.full", german("name.full", 5)),
    (
        "M065",
        "localizationInfo.additionalLanguages[0].languageTag",
        put("localizationInfo.additionalLanguages[0].languageTag", "Deutsch!"),
    ),
    ("M066", "localizationInfo", put("localizationInfo.additionalLanguages[0].languageTag", "EN")),
    (
        "M067",
        "de.json: $schema",
        german("$schema", "https://developer.microsoft.com/json-schemas/teams/v1.5/MicrosoftTeams.Localization.schema.json"),
    ),
    ("M068", "localizationInfo", put("localizationInfo.additionalLanguages[0].file", "en.json")),
    ("M070", "validDomains[0]", put("validDomains[0]", "https://pilothouse.contoso.com")),
    ("M070", "validDomains[0]", put("validDomains[0]", "pilothouse.contoso.com:8443")),
    ("M070", "validDomains[0]", put("validDomains[0]", "*")),
    ("M071", "validDomains[0]", put("validDomains[0]", "abc123.ngrok-free.app")),
    ("M071", "validDomains[0]", put("validDomains[0]", "*.euw.devtunnels.ms")),
    ("M071", "validDomains[0]", put("validDomains[0]", "127.0.0.1")),
    ("M072", "validDomains[0]", put("validDomains[0]", "*.azurewebsites.net")),
    ("M072", "validDomains[0]", put("validDomains[0]", "*.westeurope.azurecontainerapps.io")),
    ("M073", "validDomains", put("validDomains", ["pilothouse.contoso.com", "Pilothouse.contoso.com"])),
    ("M074", "authorization.permissions.resourceSpecific", rsc(RSC)),
    ("M075", "webApplicationInfo.resource", rsc(RSC, webApplicationInfo={"id": OTHER})),
    ("M076", "authorization.permissions.resourceSpecific", rsc(RSC, RSC, webApplicationInfo=APPLICATION)),
    (
        "M077",
        "authorization.permissions.resourceSpecific[0].name",
        rsc(RSC | {"name": "ChannelMessage.Read.All"}, webApplicationInfo=APPLICATION),
    ),
]

# Faults that cannot be planted alone: what follows from them is named too.
FOLLOWS = {
    "M006": {"M050"},  # a file that cannot be unpacked is not there
    "M009": {"M050"},
    "M020": {"M062"},  # the translation of a text that is gone names nothing
    "M021": {"M044"},
}


@pytest.mark.parametrize(("rule", "where", "spoil"), FAULTS, ids=[f"{rule}-{where}"[:60] for rule, where, _ in FAULTS])
def test_a_planted_fault_is_named_with_its_place_and_its_fix(parts, rule, where, spoil):
    findings = check.check(spoil(parts)).findings
    named = [finding for finding in findings if finding.id == rule]
    assert [finding.where for finding in named] == [where]
    assert {finding.id for finding in findings} - {rule} <= FOLLOWS.get(rule, set())
    for sentence in (named[0].wrong, named[0].fix):
        assert sentence.endswith((".", "?"))
        assert not re.search(r"\{[a-z_]+\}", sentence), "a fact was not filled in"


def test_every_rule_has_a_planted_fault():
    assert {rule for rule, _, _ in FAULTS} == {rule.id for rule in check.RULES}


def test_rules_have_ids_of_their_own_in_order():
    ids = [rule.id for rule in check.RULES]
    assert ids == sorted(set(ids))


def test_a_clean_package_gives_no_findings(clean):
    assert check.check(clean) == check.Report(usable=True, findings=(), left_out=0)


def test_a_slip_in_spelling_is_answered_with_the_right_word(parts):
    parts.put("supportChannelFeatures", "tier1")
    assert 'Did you mean "supportsChannelFeatures"?' in check.check(parts.zipped()).findings[0].wrong


def test_a_file_with_other_capitals_is_pointed_out(parts):
    parts.put("icons.color", "Color.png")
    assert '(there is "color.png")' in check.check(parts.zipped()).findings[0].wrong


def test_a_package_in_a_folder_is_still_checked_to_the_end(take_apart, parts):
    parts.put("accentColor", "purple")
    inner = take_apart(parts.zipped())
    assert {finding.id for finding in check.check(in_a_folder(inner)).findings} == {"M010", "M035"}


def test_several_faults_are_named_at_once(parts):
    parts.put("version", "1")
    parts.drop("supportsChannelFeatures")
    del parts.german["name.full"]
    assert [finding.id for finding in check.check(parts.zipped()).findings] == ["M034", "M040", "M061"]


def test_what_is_allowed_is_not_found_fault_with(parts):
    """A message-extension app with resource-specific consent, tabs and its own wildcard: all of it is right."""
    parts.manifest |= {
        "webApplicationInfo": APPLICATION,
        "authorization": {"permissions": {"resourceSpecific": [RSC, RSC | {"type": "Delegated"}]}},
        "validDomains": ["pilothouse.contoso.com", "*.apps.contoso.com", "token.botframework.com"],
        "staticTabs": [{"entityId": "home", "name": "Home", "scopes": ["personal"]}],
        "devicePermissions": ["media"],
        "publisherDocsUrl": "https://docs.contoso.com/pilothouse?view=admin",
    }
    parts.german["staticTabs[0].name"] = "Start"
    assert check.check(parts.zipped()).findings == ()


def test_many_findings_of_one_rule_are_counted_and_not_all_listed(parts):
    parts.manifest |= {f"key{n}": n for n in range(50)}
    report = check.check(parts.zipped())
    assert (len(report.findings), report.left_out) == (check.MAX_PER_RULE, 30)


def test_nothing_a_package_says_reaches_the_terminal_unescaped(parts):
    parts.manifest["\x1b[31m"] = "\x1b]0;title\x07"
    parts.put("accentColor", "\x1b[2J")
    for finding in check.check(parts.zipped(raw={"\x1b[1m.txt": b""})).findings:
        assert (finding.where + finding.wrong + finding.fix).isprintable()


def test_a_manifest_from_the_toolkit_with_open_variables_names_each(parts):
    text = json.dumps(parts.manifest).replace("1b4e28ba-2fa1-41d2-883f-0016d3cca427", "${{BOT_ID}}")
    findings = check.check(parts.zipped(raw={"manifest.json": text.encode()})).findings
    assert [(finding.id, finding.where) for finding in findings] == [("M036", "id"), ("M036", "bots[0].botId")]
