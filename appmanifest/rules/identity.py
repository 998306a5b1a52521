"""M030 to M039: versions, ids, addresses, colour, and what was never filled in."""

import re
from collections.abc import Iterator

from appmanifest import schema, shapes, tree
from appmanifest.package import Package, stated_minor
from appmanifest.problems import Hit, Rule, hit, shown

_IDS = ("id", "bots[].botId", "composeExtensions[].botId", "webApplicationInfo.id")
_URLS = ("developer.websiteUrl", "developer.privacyUrl", "developer.termsOfUseUrl", "publisherDocsUrl")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# ${{VAR}} of the Agents Toolkit, {{VAR}} and <<VAR>> of older samples, %VAR% of scripts, <your-bot-id>
_UNRESOLVED = re.compile(r"\$?\{\{[^{}]*\}\}|<<[^<>]*>>|%[A-Z][A-Z0-9_]+%|<[a-zA-Z][\w -]*>")


def _manifest_version(package: Package) -> Iterator[Hit]:
    for path, text in tree.texts(package.manifest, "manifestVersion"):
        if text.strip() and schema.parsed(text) is None:
            yield hit(path, value=shown(text), judged=schema.named(package.minor))


def _schema_url(package: Package) -> Iterator[Hit]:
    stated, right = stated_minor(package.manifest), schema.manifest_url(package.minor)
    if "$schema" not in (package.manifest or {}):
        yield hit("$schema", wrong='There is no "$schema"', url=right)
    for path, url in tree.texts(package.manifest, "$schema"):
        named = schema.version_in_url(url)
        if url.strip() and (named is None or (stated and named != schema.named(stated))):
            yield hit(path, wrong=f'"$schema" is {shown(url, 120)}, not the schema of the manifestVersion', url=right)


def _guid(package: Package) -> Iterator[Hit]:
    for path, text in _texts(package, _IDS):
        if text.strip() and not shapes.is_guid(text) and not _UNRESOLVED.search(text):
            yield hit(path, value=shown(text))


def _https(package: Package) -> Iterator[Hit]:
    for path, text in _texts(package, _URLS):
        if text.strip() and not shapes.is_https_url(text) and not _UNRESOLVED.search(text):
            yield hit(path, value=shown(text))


def _version(package: Package) -> Iterator[Hit]:
    for path, text in tree.texts(package.manifest, "version"):
        if text.strip() and not shapes.is_version(text) and not _UNRESOLVED.search(text):
            yield hit(path, value=shown(text))


def _colour(package: Package) -> Iterator[Hit]:
    for path, text in tree.texts(package.manifest, "accentColor"):
        if text.strip() and not _COLOUR.fullmatch(text):
            yield hit(path, value=shown(text))


def _unresolved(package: Package) -> Iterator[Hit]:
    for prefix, document in (("", package.manifest), *((f"{name}: ", read) for name, read in package.languages.items())):
        for path, text in tree.every_text(document):
            if found := _UNRESOLVED.search(text):
                yield hit(prefix + path, value=shown(found.group()))


def _made_up(package: Package) -> Iterator[Hit]:
    for path, text in _texts(package, _IDS):
        if shapes.is_placeholder_guid(text):
            yield hit(path, value=shown(text))
    for path, text in _texts(package, _URLS):
        if shapes.is_https_url(text) and shapes.is_reserved(shapes.host_of(text)):
            yield hit(path, value=shown(text))
    for path, text in tree.texts(package.manifest, "validDomains[]"):
        if shapes.is_reserved(text.removeprefix("*.")):
            yield hit(path, value=shown(text))


def _texts(package: Package, patterns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        yield from tree.texts(package.manifest, pattern)


RULES: tuple[Rule[Package], ...] = (
    Rule(
        id="M030",
        wrong="manifestVersion {value} is not one this checker knows; the rest is judged as {judged}.",
        fix=f"Use {schema.named(schema.DEFAULT)} or another from "
        f"{schema.named(schema.OLDEST_CHECKED)} to {schema.named(schema.NEWEST)}; previews are never accepted.",
        find=_manifest_version,
    ),
    Rule(id="M031", wrong="{wrong}.", fix='Set "$schema" to {url}.', find=_schema_url),
    Rule(
        id="M032",
        wrong="{value} is not a GUID.",
        fix="Use the Application (client) ID from the app registration, 8-4-4-4-12 hexadecimal digits without braces.",
        find=_guid,
    ),
    Rule(
        id="M033",
        wrong="{value} is not a complete https address.",
        fix="Write the whole address, beginning with https://; Teams refuses http.",
        find=_https,
    ),
    Rule(
        id="M034",
        wrong="The version {value} is not three numbers.",
        fix="Write it as major.minor.patch, such as 1.0.1, and raise it with every package you upload.",
        find=_version,
    ),
    Rule(
        id="M035",
        wrong="{value} is not a colour Teams understands.",
        fix='Write # and six hexadecimal digits, such as "#5B5FC7".',
        find=_colour,
    ),
    Rule(
        id="M036",
        wrong="The placeholder {value} was never filled in.",
        fix="Put the real value there; if a tool builds the package, check that the variable is set when it runs.",
        find=_unresolved,
    ),
    Rule(
        id="M037",
        wrong="{value} is a made-up value from a sample.",
        fix="Put your own value there.",
        find=_made_up,
    ),
)
