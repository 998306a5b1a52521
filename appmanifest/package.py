"""A package as the rules see it: files, the manifest, its language files, and what reading them brought up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from appmanifest import archive, documents, pixels, schema, shape, tree
from appmanifest.archive import MANIFEST
from appmanifest.pixels import Png
from appmanifest.problems import Hit, Noticed

LANGUAGE_FILES = ("localizationInfo.defaultLanguageFile", "localizationInfo.additionalLanguages[].file")
ICONS = ("icons.color", "icons.outline", "icons.color32x32")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """`minor` is the version the manifest is judged by: its own, else that of its "$schema", else the newest."""

    usable: bool  # False when not even the zip can be read
    files: Mapping[str, bytes]
    manifest: Mapping[str, Any] | None  # None when there is none, or none that can be read
    minor: int
    languages: Mapping[str, Mapping[str, Any]]  # by file name; only those that could be read
    icons: Mapping[str, Png | None]  # by file name; None for a file that is no PNG
    noticed: tuple[Noticed, ...]


def read(data: bytes) -> Package:
    """Reads the manifest and the language files it names, and compares the manifest's keys with its version.

    Never raises: whatever is wrong with the bytes is in `noticed`.
    """
    source = archive.read(data)
    found = [documents.read(MANIFEST, source.files[MANIFEST])] if MANIFEST in source.files else []
    manifest = found[0].value if found else None
    named = {name: documents.read(name, source.files[name]) for _, name in _named(manifest, LANGUAGE_FILES, source.files)}
    return Package(
        usable=source.usable,
        files=source.files,
        manifest=manifest,
        minor=_minor(manifest),
        languages={name: document.value for name, document in named.items() if document.value is not None},
        icons={name: pixels.read(source.files[name]) for _, name in _named(manifest, ICONS, source.files)},
        noticed=(
            *source.noticed,
            *(item for document in (*found, *named.values()) for item in document.noticed),
            *(shape.compare(manifest, _minor(manifest)) if manifest is not None else ()),
        ),
    )


def stated_minor(manifest: Mapping[str, Any] | None) -> int | None:
    """The version a manifest states, or None when it states none that is known."""
    return schema.parsed((manifest or {}).get("manifestVersion"))


def _minor(manifest: Mapping[str, Any] | None) -> int:
    url = str((manifest or {}).get("$schema"))
    return stated_minor(manifest) or schema.parsed(schema.version_in_url(url)) or schema.NEWEST


def _named(manifest: object, patterns: tuple[str, ...], files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """(path in the manifest, file name) of every file that a manifest names there and that is in the package."""
    named = [found for pattern in patterns for found in tree.texts(manifest, pattern)]
    return [(path, name) for path, name in named if name in files]


def about(*kinds: str) -> Callable[[Package], Iterable[Hit]]:
    """A rule's finder that reports what the readers noticed of these kinds."""
    return lambda package: (item.hit for item in package.noticed if item.kind in kinds)
