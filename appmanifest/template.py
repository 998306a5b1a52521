"""The app manifest and its language files, as plain JSON values. One template fits every version from 1.25 to 1.30."""

from typing import Any

from appmanifest import schema, texts
from appmanifest.icons import ACCENT
from appmanifest.spec import AppSpec
from appmanifest.texts import COMMANDS, PERSONAL, Texts
from portfolio.views.notices import Word

COLOR, OUTLINE, COLOR32 = "color.png", "outline.png", "color32x32.png"
SCOPES = ("personal", "team", "groupChat")
COMMAND, PARAMETER, ACTION = "find", "text", "idea"
"""The message extension's; a test holds this against bot.extension and bot.idea_action."""


def manifest(spec: AppSpec) -> dict[str, Any]:
    """manifest.json for this app.

    There is no webApplicationInfo and no authorization: the app asks for no resource-specific consent, so an
    administrator has nothing to consent to when uploading it. There are no devicePermissions: a bot needs none.
    """
    words = texts.DEFAULT
    return {
        "$schema": schema.manifest_url(spec.manifest_minor),
        "manifestVersion": schema.named(spec.manifest_minor),
        "version": spec.version,
        "id": spec.app_id,
        "localizationInfo": {
            "defaultLanguageTag": words.language,
            "defaultLanguageFile": language_file(words),
            "additionalLanguages": [
                {"languageTag": other.language, "file": language_file(other)} for other in texts.TRANSLATIONS
            ],
        },
        "developer": {
            "name": spec.developer,
            "websiteUrl": spec.website,
            "privacyUrl": spec.privacy,
            "termsOfUseUrl": spec.terms,
        },
        "name": {"short": spec.name, "full": words.full_name.format(name=spec.name)},
        "description": {"short": words.short, "full": words.full.format(name=spec.name)},
        "icons": {"color": COLOR, "outline": OUTLINE, "color32x32": COLOR32},
        "accentColor": ACCENT,
        "bots": [
            {
                "botId": spec.bot_id,
                "scopes": list(SCOPES),
                "isNotificationOnly": False,
                "supportsFiles": True,
                "supportsCalling": False,
                "supportsVideo": False,
                # One list per scope: Teams shows a list only in the scopes it names, and takes one for each.
                "commandLists": [{"scopes": [scope], "commands": _commands(words, scope)} for scope in SCOPES],
            }
        ],
        # "Find an initiative" in the box where people write, in any chat: it pastes the card of one (bot/extension.py).
        "composeExtensions": [
            {
                "botId": spec.bot_id,
                "canUpdateConfiguration": False,
                "commands": [
                    {
                        "id": COMMAND,
                        "type": "query",
                        "context": ["compose", "commandBox"],
                        "initialRun": True,
                        "title": words.find.title,
                        "description": words.find.description,
                        "parameters": [
                            {
                                "name": PARAMETER,
                                "title": words.find.parameter,
                                "description": words.find.parameter_description,
                                "inputType": "text",
                            }
                        ],
                    },
                    # Over any message: a short form from which an idea is proposed (bot/idea_action.py).
                    {
                        "id": ACTION,
                        "type": "action",
                        "context": ["message"],
                        "fetchTask": True,
                        "title": words.case.title,
                        "description": words.case.description,
                    },
                ],
            }
        ],
        # Only pages that Teams itself opens (tabs, sign-in windows) must be listed, and this app has none yet. The
        # bot's own host is listed all the same: Microsoft's `teams app doctor` asks for it, and it is where such a
        # page would live. token.botframework.com would be added with OAuth, and a wildcard never.
        "validDomains": [spec.domain],
        # Lets administrators rename and rebrand the app in the Teams admin centre. All nine the schema knows.
        "configurableProperties": [
            "name",
            "shortDescription",
            "longDescription",
            "smallImageUrl",
            "largeImageUrl",
            "accentColor",
            "developerUrl",
            "privacyUrl",
            "termsOfUseUrl",
        ],
        # Since 1.25 an app with the team scope is refused at upload without this (the schema does not say so).
        # tier1: the app also works in shared and private channels.
        "supportsChannelFeatures": "tier1",
        # Nobody gets the app before an administrator allows it.
        "defaultBlockUntilAdminAction": True,
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},  # this one key is lower-case in the schema
        **({"publisherDocsUrl": spec.admin_docs} if spec.admin_docs else {}),
    }


def language(spec: AppSpec, words: Texts) -> dict[str, str]:
    """A language file. The four keys of name and description are compulsory, or Teams refuses the whole package."""
    strings = {
        "$schema": schema.localization_url(spec.manifest_minor),
        "name.short": spec.name,
        "name.full": words.full_name.format(name=spec.name),
        "description.short": words.short,
        "description.full": words.full.format(name=spec.name),
    }
    find, case = "composeExtensions[0].commands[0]", "composeExtensions[0].commands[1]"
    strings |= {
        f"{find}.title": words.find.title,
        f"{find}.description": words.find.description,
        f"{find}.parameters[0].title": words.find.parameter,
        f"{find}.parameters[0].description": words.find.parameter_description,
        f"{case}.title": words.case.title,
        f"{case}.description": words.case.description,
    }
    for listed, scope in enumerate(SCOPES):
        for place, command in enumerate(_commands(words, scope)):
            key = f"bots[0].commandLists[{listed}].commands[{place}]"
            strings |= {f"{key}.title": command["title"], f"{key}.description": command["description"]}
    return strings


def language_file(words: Texts) -> str:
    """The name of a language's file in the package."""
    return f"{words.language}.json"


def _commands(words: Texts, scope: str) -> list[dict[str, str]]:
    return [
        {"title": command.value, "description": words.commands.of(command) + _where(words, command, scope)}
        for command in COMMANDS
    ]


def _where(words: Texts, command: Word, scope: str) -> str:
    return words.personal if command in PERSONAL and scope != "personal" else ""
