import json
import re
import struct
import zipfile
from io import BytesIO

import pytest
from jsonschema import Draft4Validator

from appmanifest import build, schema, spec, template, texts
from appmanifest.check import check
from bot import idea_action
from bot.commands import PERSONAL
from bot.extension import COMMAND, PARAMETER

BUILT = [schema.named(minor) for minor in schema.BUILT]


def opened(package: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(package))


@pytest.mark.parametrize("version", BUILT)
def test_a_package_of_any_version_passes_its_own_check(a_spec, version):
    package = build.build(a_spec(manifest_version=version))
    assert check(package).findings == ()
    manifest = json.loads(opened(package).read("manifest.json"))
    assert manifest["manifestVersion"] == version
    assert f"/v{version}/" in manifest["$schema"]


@pytest.mark.parametrize("version", ["1.25", "1.30"])
def test_the_official_schemas_accept_the_manifest_and_its_languages(a_spec, official, version):
    package = opened(build.build(a_spec(manifest_version=version, admin_docs="https://docs.contoso.com/pilothouse")))
    manifest = json.loads(package.read("manifest.json"))
    assert list(Draft4Validator(official(version, "")).iter_errors(manifest)) == []
    for name in ("en.json", "de.json"):
        strings = json.loads(package.read(name))
        assert list(Draft4Validator(official(version, "Localization.")).iter_errors(strings)) == []


def test_the_longest_names_still_fit(a_spec, official):
    package = opened(build.build(a_spec(name="N" * 30, developer="D" * 32)))
    manifest = json.loads(package.read("manifest.json"))
    assert list(Draft4Validator(official("1.25", "")).iter_errors(manifest)) == []


def test_the_same_input_gives_the_same_bytes(a_spec):
    first, again = build.build(a_spec()), build.build(a_spec())
    assert first == again
    assert {(entry.date_time, entry.create_system) for entry in opened(first).infolist()} == {((1980, 1, 1, 0, 0, 0), 3)}
    assert build.build(a_spec(version="1.0.1")) != first


def test_everything_lies_at_the_root_and_nothing_else_is_in_it(clean):
    assert opened(clean).namelist() == [
        "manifest.json",
        "color.png",
        "outline.png",
        "color32x32.png",
        "en.json",
        "de.json",
    ]


def test_the_icons_in_the_package_have_the_sizes_teams_wants(clean):
    sizes = {name: struct.unpack(">II", opened(clean).read(name)[16:24]) for name in ("color.png", "outline.png")}
    assert sizes == {"color.png": (192, 192), "outline.png": (32, 32)}


def test_the_manifest_says_what_was_asked_for(a_spec):
    manifest = template.manifest(
        a_spec(
            bot_id="1B4E28BA-2FA1-41D2-883F-0016D3CCA427",
            app_id="9d2e5f0a-6f27-4d0b-8a8e-0c5b7d7f9c11",
            domain="Pilots.Contoso.com",
            version="2.3.4",
            name="AI pilots",
            developer="Contoso IT",
            website="https://contoso.com",
            privacy="https://contoso.com/p",
            terms="https://contoso.com/t",
        )
    )
    assert manifest["bots"][0]["botId"] == "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
    assert manifest["id"] == "9d2e5f0a-6f27-4d0b-8a8e-0c5b7d7f9c11"
    assert manifest["validDomains"] == ["pilots.contoso.com"]
    assert manifest["version"] == "2.3.4"
    assert manifest["name"] == {"short": "AI pilots", "full": "AI pilots: from AI pilot to production"}
    assert manifest["description"]["full"].startswith("AI pilots takes")
    assert manifest["developer"] == {
        "name": "Contoso IT",
        "websiteUrl": "https://contoso.com",
        "privacyUrl": "https://contoso.com/p",
        "termsOfUseUrl": "https://contoso.com/t",
    }


def test_what_is_left_out_follows_from_the_bot_and_its_host(a_spec):
    manifest = template.manifest(a_spec())
    assert manifest["id"] == manifest["bots"][0]["botId"]
    assert manifest["developer"]["privacyUrl"] == "https://pilothouse.contoso.com/privacy"
    assert "publisherDocsUrl" not in manifest


def test_the_app_asks_for_no_permission_and_waits_for_an_administrator(a_spec):
    manifest = template.manifest(a_spec())
    assert not {"webApplicationInfo", "authorization", "devicePermissions", "permissions"} & set(manifest)
    assert manifest["defaultBlockUntilAdminAction"] is True
    assert manifest["defaultInstallScope"] == "personal"
    assert manifest["supportsChannelFeatures"] == "tier1"


def test_each_scope_has_its_list_of_the_commands(a_spec):
    lists = template.manifest(a_spec())["bots"][0]["commandLists"]
    assert [entry["scopes"] for entry in lists] == [["personal"], ["team"], ["groupChat"]]
    for entry in lists:
        titles = [command["title"] for command in entry["commands"]]
        assert titles == [
            "help", "register", "check in", "portfolio", "show", "search", "connect", "gate", "log", "digest", "decisions",
            "idea",
        ]
        assert len(titles) <= 12, "Teams refuses more"


def test_the_message_extension_asks_what_the_bot_understands(a_spec):
    (extension,) = template.manifest(a_spec())["composeExtensions"]
    assert extension["botId"] == a_spec().bot_id
    assert [command["id"] for command in extension["commands"]] == [COMMAND, idea_action.COMMAND]
    action = extension["commands"][1]
    assert (action["type"], action["context"], action["fetchTask"]) == ("action", ["message"], True)
    assert [asked["name"] for asked in extension["commands"][0]["parameters"]] == [PARAMETER]


def test_the_menu_says_what_is_only_answered_in_the_personal_chat(a_spec):
    assert {word for word in PERSONAL if word in texts.COMMANDS} == texts.PERSONAL
    for entry in template.manifest(a_spec())["bots"][0]["commandLists"]:
        pointed = {command["title"] for command in entry["commands"] if "personal chat" in command["description"]}
        assert pointed == (set() if entry["scopes"] == ["personal"] else {"register", "check in", "connect", "log", "idea"})


def test_german_translates_every_line_but_not_the_commands_themselves(a_spec):
    english, german = (template.language(a_spec(), words) for words in (texts.ENGLISH, texts.GERMAN))
    assert english.keys() == german.keys()
    same = {key for key in english if english[key] == german[key]}
    assert same == {"$schema", "name.short"} | {key for key in english if re.fullmatch(r"bots.+\.title", key)}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"bot_id": "pilothouse"}, "--bot-id must be a GUID"),
        ({"bot_id": "{1b4e28ba-2fa1-41d2-883f-0016d3cca427}"}, "--bot-id must be a GUID"),
        ({"bot_id": "00000000-0000-0000-0000-000000000000"}, "is not a real one"),
        ({"app_id": "1"}, "--app-id must be a GUID"),
        ({"domain": "https://pilothouse.contoso.com"}, "leave out https://"),
        ({"domain": "pilothouse.contoso.com/api/messages"}, "leave out https://"),
        ({"domain": "pilothouse.contoso.com:8443"}, "leave out https://"),
        ({"domain": "pilothouse"}, "host name alone"),
        ({"domain": "20.30.40.50"}, "host name alone"),
        ({"domain": "*.contoso.com"}, "host name alone"),
        ({"domain": "bot.example.com"}, "set aside for examples"),
        ({"manifest_version": "1.24"}, "--manifest-version must be 1.25 to 1.30"),
        ({"manifest_version": "1.31"}, "--manifest-version must be 1.25 to 1.30"),
        ({"version": "1.0"}, "three numbers such as 1.2.3"),
        ({"version": "01.0.0"}, "three numbers such as 1.2.3"),
        ({"version": "1.0.0-beta"}, "three numbers such as 1.2.3"),
        ({"name": "N" * 31}, "--name may have 30 characters and has 31"),
        ({"name": "  "}, "--name must be a text of 1 to 30 characters"),
        ({"name": "two\nlines"}, "on one line"),
        ({"developer": "D" * 33}, "--developer may have 32 characters and has 33"),
        ({"website": "http://contoso.com"}, "--website must be a complete address that begins with https://"),
        ({"privacy": "contoso.com/privacy"}, "--privacy must be a complete address"),
        ({"terms": "https://"}, "--terms must be a complete address"),
        ({"terms": "https://contoso.com:port/"}, "--terms must be a complete address"),
        ({"admin_docs": "https://user@contoso.com/"}, "--admin-docs must be a complete address"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(a_spec, given, told):
    with pytest.raises(spec.BadInput) as refusal:
        a_spec(**given)
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)
