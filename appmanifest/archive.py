"""Opening a zip that may be damaged, hostile or simply the wrong file. Nothing is ever written to disk."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType

from appmanifest.problems import Noticed, noticed, shown

# Limits of this checker. A package holds a few texts and icons: 20 kB here, a few hundred kB elsewhere.
MAX_ARCHIVE = 10 * 1024 * 1024  # bytes
MAX_EXPANDED = 20 * 1024 * 1024  # bytes, all entries together
MAX_ENTRIES = 500

MANIFEST = "manifest.json"

_ENCRYPTED = 0x1  # general purpose flag, APPNOTE.TXT 4.4.4
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")

# What zipfile and zlib raise on damaged input (found by feeding them damaged input), and nothing wider.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, IndexError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The readable files by name, and what was noticed. `usable` is False when there is nothing to go on with."""

    files: Mapping[str, bytes]
    noticed: tuple[Noticed, ...]
    usable: bool


def read(data: bytes) -> Archive:
    """The files of a package. Never raises; reads at most MAX_EXPANDED bytes whatever the zip claims."""
    if len(data) > MAX_ARCHIVE:
        return _unusable("too-big", limit=_mb(MAX_ARCHIVE))
    if not data.startswith(b"PK"):
        return _unusable("not-a-zip")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            expanded = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ENTRIES:
                return _unusable("too-many", count=len(entries), limit=MAX_ENTRIES)
            if expanded > MAX_EXPANDED:
                return _unusable("bomb", size=_mb(expanded), limit=_mb(MAX_EXPANDED))
            return _read_entries(archive, entries)
    except _DAMAGE:
        return _unusable("damaged")


def _unusable(kind: str, **facts: object) -> Archive:
    return Archive(files={}, noticed=(noticed(kind, "the package", **facts),), usable=False)


def _read_entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Archive:
    files: dict[str, bytes] = {}
    found: list[Noticed] = []
    for entry in entries:
        name = entry.orig_filename  # what the zip says; zipfile repairs some of it in `filename`
        found += _about_name(name, again=name in files)
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _READABLE:
            found.append(noticed("locked", shown(name)))
            continue
        try:
            with archive.open(entry) as stream:
                # One byte more than promised: a bounded read, where read() would unpack everything first.
                files.setdefault(name, stream.read(entry.file_size + 1))
        except _DAMAGE:
            found.append(noticed("damaged-entry", shown(name)))
    folder, about_folder = _root(files)
    inside = {name.removeprefix(folder): content for name, content in files.items()}
    return Archive(files=MappingProxyType(inside), noticed=(*found, *about_folder), usable=True)


def _about_name(name: str, *, again: bool) -> Iterator[Noticed]:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith("/") or "\\" in name or ":" in parts[0] or not name.isprintable():
        yield noticed("unsafe-name", shown(name))
    if again:
        yield noticed("entry-twice", shown(name))
    if any(part in _JUNK for part in parts):
        yield noticed("junk", shown(name))


def _root(files: Mapping[str, bytes]) -> tuple[str, list[Noticed]]:
    """The folder that manifest.json lies in ("" at the root, as it must be)."""
    if MANIFEST in files:
        return "", []
    candidates = [name for name in files if name.lower().rsplit("/", 1)[-1] == MANIFEST and "__MACOSX" not in name]
    nested = sorted((name for name in candidates if name.endswith("/" + MANIFEST)), key=len)
    if nested:
        folder = nested[0].removesuffix(MANIFEST)
        return folder, [noticed("nested", shown(nested[0]), folder=shown(folder))]
    return "", [noticed("no-manifest", MANIFEST, instead=f" (there is {shown(candidates[0])})" if candidates else "")]


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
