"""Each way in makes the credential for it, at the login service of its cloud."""

from pathlib import Path
from typing import Any

import pytest

from graph.clouds import CHINA, CLOUDS, DOD, GCC_HIGH, PUBLIC, Cloud
from graph.credentials import Certificate, Federated, Managed, Secret, credential

TENANT, APP = "11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"


@pytest.mark.parametrize("kind", [Secret(value="s3cret"), Federated(assertion=lambda: "signed"), Managed(client_id=APP)])
async def test_a_credential_is_made_without_asking_anybody_and_closed(kind: Any) -> None:
    made = credential(kind, tenant=TENANT, app_id=APP, cloud=PUBLIC)
    async with made:
        assert callable(made.get_token)


def test_a_secret_is_not_printed() -> None:
    assert "s3cret" not in repr(Secret(value="s3cret")) + str(Secret(value="s3cret"))
    assert "pass" not in repr(Certificate(path="x.pem", password="passw0rd"))


def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("nothing")
    with pytest.raises(ValueError, match=r"certificate|PEM|key"):
        credential(Certificate(path=str(tmp_path / "x.pem")), tenant=TENANT, app_id=APP, cloud=PUBLIC)


@pytest.mark.parametrize(("cloud", "host"), [
    (PUBLIC, "graph.microsoft.com"), (GCC_HIGH, "graph.microsoft.us"), (DOD, "dod-graph.microsoft.us"),
    (CHINA, "microsoftgraph.chinacloudapi.cn"),
])  # fmt: skip
def test_a_cloud_is_asked_for_tokens_of_its_own(cloud: Cloud, host: str) -> None:
    assert (cloud.host, cloud.scope, cloud.base_url) == (host, f"https://{host}/.default", f"https://{host}/v1.0")
    assert cloud.usage_reports is (cloud is PUBLIC)


def test_gcc_is_the_public_cloud() -> None:
    assert CLOUDS["gcc"] is PUBLIC and set(CLOUDS) == {"public", "gcc", "gcch", "dod", "china"}
