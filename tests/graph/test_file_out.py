"""A file is put into SharePoint, whole and at once, and nowhere else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pilothouse.readers import Readers
from portfolio.observations import NotAllowed, ThrottledUntil, Unavailable, Value
from tests.graph.reading import NOW
from tests.scenarios.lists_in import Drive, drive


@pytest.fixture
async def sharepoint(tmp_path: Path) -> AsyncIterator[Drive]:
    async with drive(tmp_path) as made:
        yield made


async def test_all_of_it_is_put_at_once(sharepoint: Drive) -> None:
    said = await sharepoint.readers.put(sharepoint.room()["uploadUrl"], b"abc", NOW)
    assert said == Value(value=None)
    assert sharepoint.taken == [("bytes 0-2/3", b"abc")]


@pytest.mark.parametrize("url", [
    "https://evil.example/x", "https://contoso.sharepoint.com.evil.example/x", "https://a.b.sharepoint.com/x",
    "https://sharepoint.com/x", "https://xsharepoint.com/x", "http://contoso.sharepoint.com/x",
    "https://contoso.sharepoint.com@evil.example/x", "https://u:p@contoso.sharepoint.com/x",
    "https://127.0.0.1/x", "https://contoso.sharepoint.com\\@evil.example/x", "ftp://contoso.sharepoint.com/x", "x",
])  # fmt: skip
async def test_nothing_goes_anywhere_else(sharepoint: Drive, url: str) -> None:
    assert await sharepoint.readers.put(url, b"abc", NOW) == NotAllowed(why="file_elsewhere")
    assert await Readers(gate=None).put(sharepoint.room()["uploadUrl"], b"abc", NOW) == NotAllowed(why="file_elsewhere")


@pytest.mark.parametrize("host", ["x-my.sharepoint.com", "x.sharepoint.us", "x-my.sharepoint-mil.us", "x.sharepoint.cn"])
async def test_the_national_clouds_have_hosts_of_their_own(sharepoint: Drive, host: str) -> None:
    said = await sharepoint.readers.put(sharepoint.room(host)["uploadUrl"], b"abc", NOW)
    assert said == Unavailable(why="no_connection"), "asked there, where the certificate is another host's"


@pytest.mark.parametrize("status", [202, 302, 307, 401, 404, 409, 413, 500])
async def test_what_was_not_taken_whole_counts_as_not_taken_and_no_redirect_is_followed(
    sharepoint: Drive, status: int
) -> None:
    sharepoint.status = status
    said = await sharepoint.readers.put(sharepoint.room()["uploadUrl"], b"abc", NOW)
    assert said == Unavailable(why=f"http_{status}")
    assert sharepoint.taken == []


async def test_who_is_asked_to_wait_is_told_until_when(sharepoint: Drive) -> None:
    sharepoint.status = 429
    assert isinstance(await sharepoint.readers.put(sharepoint.room()["uploadUrl"], b"abc", NOW), ThrottledUntil)
