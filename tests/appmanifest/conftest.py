"""A clean package to start from, and the means to spoil it in one place."""

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from appmanifest import build, spec

BOT_ID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
OFFICIAL = Path(__file__).parents[3] / "shared" / "contract" / "teams-app-manifest"

Json = dict[str, Any]


class Parts:
    """The files of a package: change them, then zip them."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.manifest: Json = json.loads(self.files["manifest.json"])
        self.german: Json = json.loads(self.files["de.json"])

    def put(self, path: str, value: object) -> None:
        """Sets "bots[0].scopes[1]" in the manifest; the way there must exist."""
        node, last = self._way(path)
        node[last] = value

    def drop(self, path: str) -> None:
        node, last = self._way(path)
        del node[last]

    def _way(self, path: str) -> tuple[Any, Any]:
        steps = [key or int(index) for key, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)]
        node: Any = self.manifest
        for step in steps[:-1]:
            node = node[step]
        return node, steps[-1]

    def spoil(
        self,
        *,
        put: Json | None = None,
        drop: tuple[str, ...] = (),
        german: Json | None = None,
        files: Mapping[str, bytes | None] | None = None,
        version: str | None = None,
    ) -> bytes:
        """The package with these changes. None as a German text or as a file's content takes it away."""
        if version:
            self._say_version(version)
        for path, value in (put or {}).items():
            self.put(path, value)
        for path in drop:
            self.drop(path)
        self.german = {key: text for key, text in (self.german | (german or {})).items() if text is not None}
        gone = [name for name, content in (files or {}).items() if content is None]
        self.files = {name: content for name, content in self.files.items() if name not in gone}
        return self.zipped({name: content for name, content in (files or {}).items() if content is not None})

    def _say_version(self, version: str) -> None:
        for owner in (self.manifest, self.german):
            owner["$schema"] = owner["$schema"].replace("v1.25", f"v{version}")
        self.manifest["manifestVersion"] = version
        self.files["en.json"] = self.files["en.json"].replace(b"/v1.25/", f"/v{version}/".encode())

    def zipped(self, raw: Mapping[str, bytes] | None = None) -> bytes:
        """The package; `raw` files replace those made from `manifest` and `german`."""
        files = self.files | {
            "manifest.json": json.dumps(self.manifest).encode(),
            "de.json": json.dumps(self.german).encode(),
        }
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (files | dict(raw or {})).items():
                archive.writestr(name, content)
        return target.getvalue()


@pytest.fixture(scope="session")
def a_spec() -> Callable[..., spec.AppSpec]:
    """Builds a spec; what is not given is right."""

    def make(**given: str) -> spec.AppSpec:
        return spec.parse(**({"bot_id": BOT_ID, "domain": "pilothouse.contoso.com"} | given))

    return make


@pytest.fixture(scope="session")
def clean(a_spec: Callable[..., spec.AppSpec]) -> bytes:
    return build.build(a_spec())


@pytest.fixture
def parts(clean: bytes) -> Parts:
    return Parts(clean)


@pytest.fixture(scope="session")
def take_apart() -> Callable[[bytes], Parts]:
    return Parts


@pytest.fixture(scope="session")
def official() -> Callable[[str, str], Json]:
    """Microsoft's schema by version and kind; the test is skipped where the schemas are not at hand."""

    @cache
    def load(version: str, kind: str) -> Json:
        file = OFFICIAL / f"v{version}" / f"MicrosoftTeams.{kind}schema.json"
        if not file.exists():
            pytest.skip(f"Microsoft's schema is not at hand: {file} is missing")
        schema: Json = json.loads(file.read_text("utf-8"))
        return schema

    return load
