"""M060 to M069: language files. A slip in one of them makes Teams refuse the whole package without saying why."""

import re
from collections import Counter
from collections.abc import Iterator

from appmanifest import schema, shapes, tree
from appmanifest.fields import FIELDS
from appmanifest.package import LANGUAGE_FILES, Package, stated_minor
from appmanifest.problems import Hit, Rule, hit, shown

# Microsoft's own schema asks for name.full up to 1.19 only; uploads without it were refused later too.
_COMPULSORY = ("name.short", "name.full", "description.short", "description.full")
_NOT_TEXTS = ("$schema", "localizationKeys")
_TAGS = ("localizationInfo.defaultLanguageTag", "localizationInfo.additionalLanguages[].languageTag")
_INDEX = re.compile(r"\[[0-9]+\]")
# What may be translated. The inside of the parts in the second line is not known here.
_OURS = re.compile(
    r"name\.(short|full)|description\.(short|full|features\[\]\.(title|description))"
    r"|bots\[\]\.commandLists\[\]\.commands\[\]\.(title|description|prompt)"
)
_OTHERS = (
    *("staticTabs", "composeExtensions", "activities", "meetingExtensionDefinition", "extensions", "copilotAgents"),
    *("agentConnectors", "dashboardCards", "configurableTabs"),
)


def _missing_file(package: Package) -> Iterator[Hit]:
    for path, name in _files(package):
        if name.strip() and name not in package.files:
            yield hit(path, file=shown(name))


def _incomplete(package: Package) -> Iterator[Hit]:
    for name, strings in package.languages.items():
        for key in _COMPULSORY:
            if key not in strings:
                yield hit(f"{name}: {key}", key=key)


def _unknown_key(package: Package) -> Iterator[Hit]:
    for name, key, _ in _strings(package):
        pattern = _INDEX.sub("[]", key)
        translatable = _OURS.fullmatch(pattern) or key.split(".")[0].split("[")[0] in _OTHERS
        if not translatable:
            yield hit(f"{name}: {key}", why="names nothing that can be translated")
        elif key not in _COMPULSORY and not isinstance(tree.at(package.manifest, key), str):
            yield hit(f"{name}: {key}", why="names nothing in manifest.json")


def _too_long(package: Package) -> Iterator[Hit]:
    for name, key, text in _strings(package):
        field = FIELDS.get(_INDEX.sub("[]", key))
        most = field.most(package.minor) if field else None
        if isinstance(text, str) and most is not None and len(text) > most:
            yield hit(f"{name}: {key}", length=len(text), most=most)


def _not_a_text(package: Package) -> Iterator[Hit]:
    for name, key, text in _strings(package):
        if not isinstance(text, str) or not text.strip():
            yield hit(f"{name}: {key}")


def _tag(package: Package) -> Iterator[Hit]:
    for pattern in _TAGS:
        for path, tag in tree.texts(package.manifest, pattern):
            if tag.strip() and not shapes.is_language_tag(tag):
                yield hit(path, tag=shown(tag))


def _tag_twice(package: Package) -> Iterator[Hit]:
    tags = [tag.lower() for pattern in _TAGS for _, tag in tree.texts(package.manifest, pattern)]
    for tag, count in Counter(tags).items():
        if count > 1:
            yield hit("localizationInfo", tag=shown(tag), count=count)


def _other_version(package: Package) -> Iterator[Hit]:
    right = schema.localization_url(package.minor)
    for name, strings in package.languages.items() if stated_minor(package.manifest) else ():
        url = strings.get("$schema", right)
        if not isinstance(url, str) or schema.version_in_url(url) != schema.named(package.minor):
            yield hit(f"{name}: $schema", url=right)


def _file_twice(package: Package) -> Iterator[Hit]:
    for name, count in Counter(name for _, name in _files(package)).items():
        if count > 1:
            yield hit("localizationInfo", file=shown(name), count=count)


def _files(package: Package) -> list[tuple[str, str]]:
    return [found for pattern in LANGUAGE_FILES for found in tree.texts(package.manifest, pattern)]


def _strings(package: Package) -> Iterator[tuple[str, str, object]]:
    """(file, key, value) of everything in the language files that should be a translation."""
    for name, strings in package.languages.items():
        yield from ((name, key, text) for key, text in strings.items() if key not in _NOT_TEXTS)


RULES: tuple[Rule[Package], ...] = (
    Rule(
        id="M060",
        wrong="The language file {file} is not in the package.",
        fix="Add the file, or remove the language from localizationInfo.",
        find=_missing_file,
    ),
    Rule(
        id="M061",
        wrong="The language file has no {key}; this is the commonest cause of 'Manifest parsing has failed'.",
        fix='Add "{key}", translated. Each file needs name.short, name.full, description.short and description.full.',
        find=_incomplete,
    ),
    Rule(
        id="M062",
        wrong="This key {why}.",
        fix="Correct or remove it; keys look like bots[0].commandLists[0].commands[0].title and count from 0.",
        find=_unknown_key,
    ),
    Rule(
        id="M063",
        wrong="The translation has {length} characters; {most} is the most that fits.",
        fix="Shorten it to {most} characters.",
        find=_too_long,
    ),
    Rule(
        id="M064",
        wrong="The translation is empty or not a text.",
        fix="Write the translation between quotation marks, or remove the key if it is not compulsory.",
        find=_not_a_text,
    ),
    Rule(
        id="M065",
        wrong="{tag} is not a language tag.",
        fix='Use a tag such as "en", "de" or "pt-br".',
        find=_tag,
    ),
    Rule(
        id="M066",
        wrong="The language {tag} is named {count} times.",
        fix="Name each language once; the default language does not stand among the additional ones.",
        find=_tag_twice,
    ),
    Rule(
        id="M067",
        wrong="The language file names another schema version than the manifest.",
        fix='Set its "$schema" to {url}.',
        find=_other_version,
    ),
    Rule(
        id="M068",
        wrong="The file {file} serves {count} languages.",
        fix="Give each language its own file.",
        find=_file_twice,
    ),
)
