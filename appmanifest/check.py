"""Judging a package: every rule, every finding, no network."""

from dataclasses import dataclass

from appmanifest import package
from appmanifest.package import Package
from appmanifest.problems import Finding, Hit, Rule, shown
from appmanifest.rules import bots, files, icons, identity, keys, languages, permissions

RULES: tuple[Rule[Package], ...] = (
    *files.RULES,
    *keys.RULES,
    *identity.RULES,
    *bots.RULES,
    *icons.RULES,
    *languages.RULES,
    *permissions.RULES,
)
MAX_PER_RULE = 20  # findings shown of one rule; the rest are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found. `usable` is False when the file is no zip that could be looked into."""

    usable: bool
    findings: tuple[Finding, ...]
    left_out: int  # findings beyond MAX_PER_RULE of a rule


def check(data: bytes) -> Report:
    """Every finding about a package, in the order of the rules. Never raises, whatever the bytes."""
    opened = package.read(data)
    findings: list[Finding] = []
    left_out = 0
    for rule in RULES if opened.manifest is not None else files.RULES:
        hits = list(rule.find(opened))
        findings += [_finding(rule, found) for found in hits[:MAX_PER_RULE]]
        left_out += len(hits[MAX_PER_RULE:])
    return Report(usable=opened.usable, findings=tuple(findings), left_out=left_out)


def _finding(rule: Rule[Package], found: Hit) -> Finding:
    where = found.where if found.where.isprintable() else shown(found.where)
    return Finding(id=rule.id, where=where, wrong=rule.wrong.format(**found.facts), fix=rule.fix.format(**found.facts))
