"""Planted faults in the zip and in the JSON of its files: named by id and place, with a fix, and nothing else named."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from appmanifest import archive, check, documents
from appmanifest.rules import files

Spoil = Callable[[Any], bytes]


def file(name: str, content: bytes) -> Spoil:
    return lambda parts: parts.spoil(files={name: content})


def text_of(name: str, change: Callable[[bytes], bytes]) -> Spoil:
    return lambda parts: parts.spoil(files={name: change(parts.files[name])})


def rezipped(change: Callable[[zipfile.ZipFile, dict[str, bytes]], None]) -> Spoil:
    def spoil(parts: Any) -> bytes:
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
            change(zipped, parts.files)
        return target.getvalue()

    return spoil


def write(zipped: zipfile.ZipFile, content: dict[str, bytes]) -> None:
    for name, data in content.items():
        zipped.writestr(name, data)


@rezipped
def in_a_folder(zipped: zipfile.ZipFile, content: dict[str, bytes]) -> None:
    write(zipped, {f"pilothouse/{name}": data for name, data in content.items()})


@rezipped
def capital_manifest(zipped: zipfile.ZipFile, content: dict[str, bytes]) -> None:
    write(zipped, {name.replace("manifest", "Manifest"): data for name, data in content.items()})


@rezipped
def no_manifest(zipped: zipfile.ZipFile, content: dict[str, bytes]) -> None:
    write(zipped, {"de.json": content["de.json"]})


@rezipped
def lzma_icon(zipped: zipfile.ZipFile, content: dict[str, bytes]) -> None:
    write(zipped, {name: data for name, data in content.items() if name != "color.png"})
    zipped.writestr("color.png", content["color.png"], zipfile.ZIP_LZMA)


@rezipped
def many_files(zipped: zipfile.ZipFile, content: dict[str, bytes]) -> None:
    write(zipped, content | {f"extra/{n}.txt": b"" for n in range(archive.MAX_ENTRIES)})


@rezipped
def a_bomb(zipped: zipfile.ZipFile, content: dict[str, bytes]) -> None:
    write(zipped, content | {"zeros.bin": bytes(archive.MAX_EXPANDED)})


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
    """Sets the flag that says "encrypted" on the first entry, one of no consequence, in both of its headers."""
    parts.files = {"readme.txt": b"hello"} | parts.files
    data = bytearray(parts.zipped())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


FAULTS: list[tuple[str, str, Spoil]] = [
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
    ("M011", "manifest.json", no_manifest),
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
]

GONE = {"M006", "M009"}
"""Where a file cannot be unpacked it is also missing (M050)."""


@pytest.mark.parametrize(
    ("rule", "where", "spoil"), FAULTS, ids=[f"{rule}-{place}" for place, (rule, *_) in enumerate(FAULTS)]
)
def test_a_planted_fault_is_named_with_its_place_and_its_fix(parts, rule, where, spoil):
    findings = check.check(spoil(parts)).findings
    named = [finding for finding in findings if finding.id == rule]
    assert [finding.where for finding in named] == [where]
    assert {finding.id for finding in findings} - {rule} <= ({"M050"} if rule in GONE else set())
    for sentence in (named[0].wrong, named[0].fix):
        assert sentence.endswith(".")
        assert not re.search(r"\{[a-z_]+\}", sentence), "a fact was not filled in"


def test_every_rule_about_files_has_a_planted_fault():
    assert {rule for rule, *_ in FAULTS} == {rule.id for rule in files.RULES}


@pytest.mark.parametrize("rule", ["M001", "M002", "M003", "M004", "M005"])
def test_a_file_that_cannot_be_looked_into_is_unusable(parts, rule):
    spoil = next(spoil for id_, _, spoil in FAULTS if id_ == rule)
    assert not check.check(spoil(parts)).usable


def test_a_package_in_a_folder_is_still_checked_to_the_end(take_apart, parts):
    inner = take_apart(parts.spoil(put={"accentColor": "purple"}))
    assert {finding.id for finding in check.check(in_a_folder(inner)).findings} == {"M010", "M035"}


def test_a_manifest_with_capitals_in_its_name_is_pointed_out(parts):
    assert '(there is "Manifest.json")' in check.check(capital_manifest(parts)).findings[0].wrong


def test_a_language_that_cannot_be_read_does_not_hide_the_rest(parts):
    data = parts.spoil(files={"de.json": b"{"}, put={"version": "1"})
    assert [finding.id for finding in check.check(data).findings] == ["M013", "M034"]
