"""Bytes that nobody meant as a package: the checker answers, and neither falls over nor fills the memory."""

import struct
import tracemalloc
import zipfile
from io import BytesIO

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from appmanifest import archive, check, documents, pixels

quick = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


def judged(data: bytes) -> check.Report:
    report = check.check(data)
    assert report.usable or report.findings
    for finding in report.findings:
        assert finding.id and finding.where and finding.wrong and finding.fix
    return report


@quick
@given(data=st.data())
def test_a_package_with_damaged_bytes_gives_a_finding_or_an_answer(clean, data):
    spoiled = bytearray(clean)
    for _ in range(data.draw(st.integers(1, 8))):
        spoiled[data.draw(st.integers(0, len(clean) - 1))] = data.draw(st.integers(0, 255))
    judged(bytes(spoiled))


@quick
@given(data=st.data())
def test_damage_in_the_directory_of_the_zip_gives_a_finding_or_an_answer(clean, data):
    """The directory is a hundredth of the file, and the part that zipfile believes."""
    spoiled, start = bytearray(clean), clean.index(b"PK\x01\x02")
    for _ in range(data.draw(st.integers(1, 4))):
        spoiled[data.draw(st.integers(start, len(clean) - 1))] = data.draw(st.integers(0, 255))
    judged(bytes(spoiled))


@quick
@given(data=st.data())
def test_a_broken_off_package_is_unusable(clean, data):
    assert not judged(clean[: data.draw(st.integers(0, len(clean) - 1))]).usable


@quick
@given(st.binary(max_size=400).map(lambda tail: b"PK\x03\x04" + tail))
def test_bytes_that_only_begin_like_a_zip_are_unusable(data):
    assert not judged(data).usable


@quick
@given(st.binary(max_size=200))
@example(b'{"a": 1e999}')
@example(b'{"a": ' + b"9" * 5000 + b"}")
@example(b'{"\\ud800": "\\ud800"}')
def test_any_bytes_can_stand_in_for_the_manifest(clean, content):
    with zipfile.ZipFile(target := BytesIO(), "w") as zipped:
        zipped.writestr("manifest.json", content)
    assert judged(target.getvalue()).findings


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@quick
@given(data=st.data(), value=json_values)
def test_any_value_can_stand_at_any_key(clean, take_apart, data, value):
    parts = take_apart(clean)
    key = data.draw(st.sampled_from([*sorted(parts.manifest), "authorization", "webApplicationInfo", "staticTabs"]))
    parts.manifest[key] = value
    parts.german[data.draw(st.sampled_from(sorted(parts.german)))] = value
    judged(parts.zipped())


@quick
@given(data=st.data())
def test_a_damaged_icon_is_read_or_refused(clean, take_apart, data):
    icon = bytearray(take_apart(clean).files[data.draw(st.sampled_from(["outline.png", "color32x32.png"]))])
    for _ in range(data.draw(st.integers(1, 6))):
        icon[data.draw(st.integers(8, len(icon) - 1))] = data.draw(st.integers(0, 255))
    pixels.read(bytes(icon))


def test_an_entry_that_lies_about_its_size_is_not_unpacked():
    with zipfile.ZipFile(target := BytesIO(), "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("manifest.json", bytes(400 * 1024 * 1024))
    data = bytearray(target.getvalue())
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + at, 100)
    tracemalloc.start()
    report = judged(bytes(data))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.findings[0].id == "M006"
    assert peak < 20 * 1024 * 1024


def test_a_picture_that_claims_to_be_huge_is_measured_and_not_unpacked(clean, take_apart):
    icon = bytearray(take_apart(clean).files["color.png"])
    struct.pack_into(">II", icon, 16, 2**31 - 1, 2**31 - 1)
    read = pixels.read(bytes(icon))
    assert read == pixels.Png(width=2**31 - 1, height=2**31 - 1, pixels=None)


def test_the_limits_leave_room_for_a_real_package(clean):
    assert len(clean) * 100 < archive.MAX_ARCHIVE
    assert documents.MAX_SIZE > 100 * 6000
