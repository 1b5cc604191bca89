"""Writes a page for each finding, and their list."""

from __future__ import annotations

from dataclasses import dataclass

from forem_smtp.check import check
from forem_smtp.context import Context
from forem_smtp.hosting import hosting
from forem_smtp.links import fragment, withheld
from forem_smtp.normalize import LONGEST
from forem_smtp.providers import Provider, providers
from forem_smtp.report import Finding, Fix
from forem_smtp.rules import BY_CODE, RULES, SOURCES, Example, Rule
from forem_smtp.settings import FIELDS, HIDDEN, LABELS, Instance, Settings
from sitegen.errors import SiteError
from sitegen.templating import code, fill

GROUPS = {**LABELS, "forem": "Your Forem"}
"""The parts of the list of findings: the fields in Forem's order, and Forem itself."""


def pages() -> dict[str, str]:
    """Return each finding's page and the list of findings as Markdown, by path in `docs/`."""
    pages = {
        f"findings/{code}.md": fill(
            "finding.md.j2",
            GROUPS=GROUPS,
            rule=rule,
            group=group(rule),
            example=shown(rule),
            providers=providers_of(rule),
            related=[BY_CODE[code] for code in rule.related],
            sources=sources_of(rule),
        )
        for code, rule in BY_CODE.items()
    }
    grouped = {
        name: sorted((rule for rule in RULES if group(rule) == name), key=lambda rule: rule.code)
        for name in GROUPS
    }
    index = fill("findings.md.j2", GROUPS=GROUPS, grouped=grouped)
    return {**pages, "findings/index.md": index}


def group(rule: Rule) -> str:
    """Return the part of the list that a rule belongs to."""
    return "forem" if rule.code.startswith("FOREM") else rule.field


@dataclass(frozen=True)
class Shown:
    """An example as a finding's page shows it; `rows` are the cells of its table.

    `link` is None if the finding is about a value that was cleaned: a link holds clean values.
    """

    finding: Finding
    columns: list[str]
    rows: list[list[str]]
    facts: dict[str, str]
    link: str | None
    left_out: list[str]


def shown(rule: Rule) -> Shown:
    """Return the first example that the rule catches, with what the engine says about it.

    Raises SiteError if the rule doesn't catch it.
    """
    example = rule.caught[0]
    finding = caught(rule, example.settings, example.instance)
    if finding is None:
        raise SiteError(f"{rule.code} does not catch its first example")
    context = Context.of(example.settings, example.instance)
    linked = caught(rule, context.settings, example.instance) is not None
    about = set() if finding.instance_field else {finding.field}
    names = needed(rule, example) | about | set(finding.fix or {})
    fixes = {"Before": {}, "After": finding.fix, "Or": finding.alternative}
    columns = {column: fix for column, fix in fixes.items() if fix is not None}
    return Shown(
        finding=finding,
        columns=["Field", *columns],
        rows=[
            [LABELS[name], *(cell(name, example.settings, fix) for fix in columns.values())]
            for name in FIELDS
            if name in names
        ],
        facts=facts(example.instance),
        link=fragment(context) if linked else None,
        left_out=[LABELS[name] for name in withheld(context) if name in names],
    )


def caught(rule: Rule, settings: Settings, instance: Instance) -> Finding | None:
    """Return what the rule finds in the settings."""
    findings = check(settings, instance).findings
    return next((finding for finding in findings if finding.code == rule.code), None)


def needed(rule: Rule, example: Example) -> set[str]:
    """Return the fields that the rule needs to catch the example."""
    return {
        name
        for name, _ in example.settings.given()
        if caught(rule, with_fix(example.settings, {name: ""}), example.instance) is None
    }


def cell(name: str, settings: Settings, fix: Fix) -> str:
    """Return one field's value after the fix, as Markdown. Secrets aren't shown."""
    value = getattr(Context.of(with_fix(settings, fix)).shown, name)
    if value is None:
        return "(empty)"
    if len(value) > LONGEST:
        return f"{code(value[:20])}… ({len(value):,} characters)"
    return code(value) + (" (another one)" if value == HIDDEN and name in fix else "")


def with_fix(settings: Settings, fix: Fix) -> Settings:
    """Return the settings after the fix. In a fix, an empty string clears a field."""
    values = {**dict(settings.given()), **fix}
    return Settings(**{name: value or None for name, value in values.items()})


def facts(instance: Instance) -> dict[str, str]:
    """Return what an example says about its instance, in words."""
    company = hosting().get(instance.hosting or "")
    known = {
        "Edition of Forem": "2021" if instance.edition == "2021" else "",
        "`SENDGRID_API_KEY` in the environment": "set" if instance.sendgrid_api_key else "",
        "Where Forem runs": company.name if company else "",
        "Domain of the Forem": instance.app_domain or "",
        "Name of the community": instance.community_name or "",
    }
    return {label: value for label, value in known.items() if value}


def providers_of(rule: Rule) -> list[Provider]:
    """Return the providers whose facts the rule's examples use."""
    if "providers" not in rule.sources:
        return []
    ids = {check(example.settings, example.instance).provider for example in rule.caught}
    return [provider for provider in providers().values() if provider.id in ids]


def sources_of(rule: Rule) -> list[tuple[str, str]]:
    """Return titles and addresses. The list of all providers is included only if none is named."""
    named = {"providers"} if providers_of(rule) else set()
    return [SOURCES[key] for key in rule.sources if key not in named]
