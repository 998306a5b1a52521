"""What an admin granted, by the token: each missing permission with the feature that is off; an unknown token says so."""

import pytest
from azure.core.credentials import AccessToken

from graph.client import open_graph
from graph.granted import not_granted
from graph.permissions import NAMES, NEEDS, USERS, Need
from graph.sample_tenant.local import AnyToken
from portfolio.granted import Off
from portfolio.observations import ReadResult, Unreadable
from tests.graph.reading import Reading, value


class Carrying(AnyToken):
    """A credential with this token."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    async def get_token(self, *scopes: str, **_: object) -> AccessToken:
        return AccessToken(self._token, 2**40)


async def seen(at: Reading, token: str) -> ReadResult[tuple[Off, ...]]:
    async with open_graph(at.graph.cloud, Carrying(token)) as graph:
        return await not_granted(graph)


def off(*needs: Need) -> tuple[Off, ...]:
    return tuple(Off(permission=one.permission, feature=one.feature) for one in needs)


async def test_with_everything_granted_nothing_is_off_and_nobody_is_asked(at: Reading) -> None:
    assert value(await not_granted(at.graph)) == () and at.tenant.requests == []


@pytest.mark.parametrize("need", [need for need in NEEDS if need is not NAMES], ids=lambda need: need.feature)
async def test_without_a_permission_its_own_feature_is_off_and_no_other(at: Reading, need: Need) -> None:
    at.tenant.manners.withheld = {need.permission}
    assert value(await not_granted(at.graph)) == off(need)


async def test_a_permission_that_carries_more_stands_for_one_that_carries_less(at: Reading) -> None:
    at.tenant.manners.withheld = {NAMES.permission}
    assert value(await not_granted(at.graph)) == (), "User.Read.All shows names as well"
    at.tenant.manners.withheld = {NAMES.permission, USERS.permission}
    assert value(await not_granted(at.graph)) == off(NAMES, USERS)


async def test_a_token_without_roles_grants_nothing(at: Reading) -> None:
    assert value(await seen(at, "a.e30.c")) == off(*NEEDS)


@pytest.mark.parametrize("token", ["opaque", "a.b.c", "..", "a.!!.c", "a.W10.c", "a.bnVsbA.c"])
async def test_a_token_of_another_form_is_not_taken_for_no_permission(at: Reading, token: str) -> None:
    assert await seen(at, token) == Unreadable(why="token_unknown")
