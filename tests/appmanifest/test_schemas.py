"""The checker held against Microsoft's own schemas: it knows their keys, and refuses whatever they refuse."""

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from appmanifest import build, check, schema
from appmanifest.fields import FIELDS, keys_of

BOTH_ENDS = ["1.25", "1.30"]
JUNK = [None, 0, 5.5, True, "", " ", "x", "x" * 5000, "${{X}}", [], ["x"], ["x"] * 200, {}, {"x": 1}, [{}], [None]]


def at(root: dict[str, Any], pattern: str) -> dict[str, Any] | None:
    """The part of the official schema that speaks of "bots[].scopes[]"."""
    node: Any = root
    for step in [step for step in pattern.replace("[]", ".[]").split(".") if step]:
        node = node.get("items") if step == "[]" else node.get("properties", {}).get(step)
        if node is None:
            return None
        while "$ref" in node:
            target: Any = root
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
    return node


@pytest.mark.parametrize("version", BOTH_ENDS)
@pytest.mark.parametrize("pattern", FIELDS)
def test_the_table_of_fields_says_what_the_official_schema_says(official, version, pattern):
    field, minor = FIELDS[pattern], int(version.removeprefix("1."))
    theirs = at(official(version, ""), pattern)
    here = all(known.since <= minor for known in FIELDS.values() if pattern.startswith(known.at))
    assert (theirs is not None) == here
    if theirs is None or field.kind == "anything":
        return
    kinds = {"object": "object", "list": "array", "text": "string", "flag": "boolean"}
    assert theirs.get("type", "string") == kinds[field.kind]
    assert field.choices == () or set(field.choices) == set(theirs["enum"]) - {None}
    by_rule = pattern in ("$schema", "manifestVersion", "id", "accentColor") or pattern.endswith(("Id", ".id", "Tag"))
    if not by_rule and not field.choices:
        assert field.most(minor) == theirs.get("maxItems" if field.kind == "list" else "maxLength")


@pytest.mark.parametrize("version", BOTH_ENDS)
@pytest.mark.parametrize("owner", ["", *(pattern for pattern, field in FIELDS.items() if field.kind == "object")])
def test_an_object_has_the_keys_of_the_official_schema(official, version, owner):
    minor = int(version.removeprefix("1."))
    theirs = at(official(version, ""), owner)
    if theirs is None:
        assert owner.startswith("description.features") and minor < 26
        return
    ours = {key: field for key, field in keys_of(owner).items() if field.since <= minor}
    assert set(ours) == set(theirs["properties"])
    assert {key for key, field in ours.items() if field.is_needed(minor)} == set(theirs.get("required", []))


def every_place(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for key, item in inside for place in every_place(item, (*way, key)))]


def spoiled(document: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """The document with one to three random changes: something gone, replaced, added or repeated."""
    document = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3), label="changes")):
        way = data.draw(st.sampled_from([place for place in every_place(document) if place]), label="place")
        owner: Any = document
        for step in way[:-1]:
            owner = owner[step]
        match data.draw(st.sampled_from(["drop", "replace", "add", "repeat", "upper"]), label="change"):
            case "drop":
                del owner[way[-1]]
            case "replace":
                owner[way[-1]] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
            case "add":
                node = owner[way[-1]]
                if isinstance(node, dict):
                    node[data.draw(st.sampled_from(["zz", "Name", "scope", "type", "bots[0].zz"]))] = "x"
                else:
                    document["zz"] = 1
            case "repeat" if isinstance(owner, list):
                owner.extend([copy.deepcopy(owner[way[-1]])] * data.draw(st.integers(1, 20)))
            case "upper" if isinstance(owner[way[-1]], str):
                owner[way[-1]] = owner[way[-1]].upper()
            case _:
                owner[way[-1]] = None
    return document


slow_is_fine = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("version", BOTH_ENDS)
@slow_is_fine
@given(data=st.data())
def test_whatever_the_official_manifest_schema_refuses_is_found(a_spec, take_apart, official, version, data):
    parts = take_apart(build.build(a_spec(manifest_version=version, admin_docs="https://docs.contoso.com")))
    changed = spoiled(parts.manifest, data)
    refused = [error.message[:200] for error in Draft4Validator(official(version, "")).iter_errors(changed)]
    findings = check.check(parts.zipped(raw={"manifest.json": json.dumps(changed).encode()})).findings
    assert findings or not refused, refused


@pytest.mark.parametrize("version", BOTH_ENDS)
@slow_is_fine
@given(data=st.data())
def test_whatever_the_official_localization_schema_refuses_is_found(a_spec, take_apart, official, version, data):
    parts = take_apart(build.build(a_spec(manifest_version=version)))
    changed = spoiled(parts.german, data)
    refused = [error.message[:200] for error in Draft4Validator(official(version, "Localization.")).iter_errors(changed)]
    findings = check.check(parts.zipped(raw={"de.json": json.dumps(changed).encode()})).findings
    assert findings or not refused, refused


def test_a_schema_address_is_recognised_in_both_of_its_forms():
    assert schema.version_in_url(schema.manifest_url(25)) == "1.25"
    english = "https://developer.microsoft.com/en-us/json-schemas/teams/v1.30/MicrosoftTeams.schema.json"
    assert schema.version_in_url(english) == "1.30"
    assert schema.version_in_url(english + "?x") is None
