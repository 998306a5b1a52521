"""From an AppSpec to the bytes of the package that an administrator uploads."""

import json
import zipfile
from io import BytesIO
from typing import Any

from appmanifest import icons, template, texts
from appmanifest.spec import AppSpec

# A zip remembers when and on which system it was made; these fixed values make the same input give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MADE_ON_UNIX = 3
_PLAIN_FILE = 0o644 << 16


def build(spec: AppSpec) -> bytes:
    """The package: manifest.json, icons and language files at the root of a zip. Same spec, same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in _files(spec).items():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.create_system, entry.external_attr = _MADE_ON_UNIX, _PLAIN_FILE
            archive.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return target.getvalue()


def _files(spec: AppSpec) -> dict[str, bytes]:
    languages = (texts.DEFAULT, *texts.TRANSLATIONS)
    return {
        "manifest.json": _json(template.manifest(spec)),
        template.COLOR: icons.color_icon(),
        template.OUTLINE: icons.outline_icon(),
        template.COLOR32: icons.color32_icon(),
        **{template.language_file(words): _json(template.language(spec, words)) for words in languages},
    }


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
