"""Tests of the store change the tables themselves: each has a data base of its own that nobody has used."""

import pytest


@pytest.fixture
def pg_used_url(pg_url: str) -> str:
    """A new one."""
    return pg_url
