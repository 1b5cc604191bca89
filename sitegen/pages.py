"""Makes a page of every finding and of every provider, and the two lists of them."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass

from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from sitegen.templating import environment

# `mkdocs serve` would keep the engine that it imported first, and show a changed rule's old page.
# So would a module that has imported the engine and is imported by a hook. Whoever imports this
# module under its own name, as tests do, keeps theirs.
if __name__ != "sitegen.pages":
    for name in [name for name in sys.modules if name.partition(".")[0] == "forem_smtp"]:
        del sys.modules[name]
    sys.modules.pop("sitegen.answers", None)

from forem_smtp.check import check
from forem_smtp.context import Context
from forem_smtp.hosting import hosting
from forem_smtp.links import fragment, withheld
from forem_smtp.normalize import LONGEST
from forem_smtp.presets import Preset, presets
from forem_smtp.providers import Provider, providers
from forem_smtp.replies import Reply, replies
from forem_smtp.replies import sources as reply_sources
from forem_smtp.report import Finding, Fix
from forem_smtp.rules import RULES, SOURCES, Example, Rule
from forem_smtp.secrets import masked
from forem_smtp.settings import FIELDS, HIDDEN, LABELS, Instance, Settings

GROUPS = {**LABELS, "forem": "Your Forem"}
"""The parts of the list of findings: the fields in Forem's order, and the Forem itself."""
DOMAIN_TABLE = "<!-- domain authentication table -->"
"""Where a page wants the table of the providers that have a page on it."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have MkDocs load the hooks anew at each build, this one and so the engine included."""
    Hooks._load_hook.cache_clear()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to those of the guide."""
    for address, text in (finding_pages() | provider_pages() | reply_pages()).items():
        files.append(File.generated(config, address, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the table on domain authentication where the page wants it."""
    return markdown.replace(DOMAIN_TABLE, domain_table()) if DOMAIN_TABLE in markdown else markdown


def domain_table() -> str:
    """The providers that have a page on domain authentication, with the title of that page."""
    found = [
        (provider, titles.get(url))
        for provider in by_name()
        if (url := provider.domain_authentication.url)
        for titles in [{source.url: source.title for source in provider.sources}]
    ]
    return render("domain_authentication.md.j2", providers=found)


def by_name() -> list[Provider]:
    """All providers in the order in which people look for them."""
    return sorted(providers().values(), key=lambda provider: provider.name.lower())


def finding_pages() -> dict[str, str]:
    """The Markdown of every finding's page and of their list, by its place in the docs."""
    rules = {rule.code: rule for rule in RULES}
    pages = {
        f"findings/{code}.md": render(
            "finding.md.j2",
            rule=rule,
            group=group(rule),
            example=shown(rule),
            providers=providers_of(rule),
            related=[rules[code] for code in rule.related],
            sources=sources_of(rule),
        )
        for code, rule in rules.items()
    }
    grouped = {name: [rule for rule in RULES if group(rule) == name] for name in GROUPS}
    for found in grouped.values():
        found.sort(key=lambda rule: rule.code)
    return {**pages, "findings/index.md": render("findings.md.j2", grouped=grouped)}


def provider_pages() -> dict[str, str]:
    """The Markdown of every provider's page and of their list, by its place in the docs."""
    found = by_name()
    pages = {
        f"providers/{provider.id}.md": render(
            "provider.md.j2", provider=provider, choices=choices(provider)
        )
        for provider in found
    }
    companies = [company for company in hosting().values() if company.confidence in ("A", "B")]
    rows = [(provider, regions(provider), marks(provider)) for provider in found]
    index = render("providers.md.j2", rows=rows, companies=companies)
    return {**pages, "providers/index.md": index}


REGIONS = {
    "EU": re.compile(r"\bEU\b|^eu-|Europe|France|Germany|Italy|Spain"),
    "US": re.compile(r"\bUS\b|^us-"),
    "elsewhere": re.compile(
        "^Asia|Australia|Canada|^China|Great Britain|Guangzhou|Hong Kong|India|Indonesia|Japan|MENA"
        "|Mexico|Pakistan|Qatar|Saudi Arabia|Singapore|Türkiye|UK"
    ),
}
"""What a host's region is called in the list of providers. Other words name no place."""
COMMON_PORTS = (587, 2525, 25)


def regions(provider: Provider) -> list[str]:
    """Where the provider has hosts of their own, as far as that is known."""
    hosts = [host.region for host in provider.hosts]
    return [name for name, words in REGIONS.items() if any(map(words.search, hosts))]


def marks(provider: Provider) -> list[str]:
    """What the list of providers can be filtered by; docs/assets/providers.js reads them."""
    ports = usable_ports(provider)
    others = ["other-port"] if set(ports) - set(COMMON_PORTS) else []
    return [
        *(str(port) for port in ports if port in COMMON_PORTS),
        *others,
        provider.user_name.rule,
        *regions(provider),
        *(["needed"] if provider.sender.rule == "verified" else []),
        *(["page"] if provider.domain_authentication.url else []),
        provider.kind,
    ]


def usable_ports(provider: Provider) -> list[int]:
    """The ports that Forem can use encrypted, the recommended one first, each of them confirmed."""
    if provider.authentication.passwords == "refused" or provider.cannot:
        return []
    return [port for port in provider.starttls_ports if port in provider.modes]


STAGES = {
    "Connecting": ("connect", "greeting"),
    "Greeting": ("EHLO",),
    "Encryption": ("STARTTLS",),
    "Log-in": ("AUTH",),
    "Sender": ("MAIL FROM",),
    "Recipient": ("RCPT TO",),
    "Mail": ("DATA",),
    "At any time": (None,),
}
"""The parts of the list of error messages, in the order in which a connection goes."""


def reply_pages() -> dict[str, str]:
    """The Markdown of the list of error messages, by its place in the docs."""
    grouped: dict[str, list[Reply]] = {
        name: [reply for reply in replies() if reply.stage in stages]
        for name, stages in STAGES.items()
    }
    names = {provider.id: provider.name for provider in providers().values()}
    text = render("replies.md.j2", grouped=grouped, names=names, sources=reply_sources())
    return {"replies/index.md": text}


@dataclass(frozen=True)
class Shown:
    """An example as it stands on a finding's page; `rows` are the cells of its table."""

    finding: Finding
    columns: list[str]
    rows: list[list[str]]
    facts: dict[str, str]
    link: str
    left_out: list[str]


def shown(rule: Rule) -> Shown:
    """The first example that the rule catches, with what the engine itself says of it."""
    example = rule.caught[0]
    finding = caught(rule, example.settings, example.instance)
    assert finding is not None, f"{rule.code} does not catch its first example"
    names = needed(rule, example) | {finding.field, *(finding.fix or {})}
    fixes = {"Before": {}, "After": finding.fix, "Or": finding.alternative}
    given = {column: fix for column, fix in fixes.items() if fix is not None}
    return Shown(
        finding=finding,
        columns=["Field", *given],
        rows=[
            [LABELS[name], *(cell(name, example.settings, fix) for fix in given.values())]
            for name in FIELDS
            if name in names
        ],
        facts=facts(example.instance),
        link=fragment(Context.of(example.settings, example.instance)),
        left_out=[LABELS[name] for name in withheld(Context.of(example.settings)) if name in names],
    )


def caught(rule: Rule, settings: Settings, instance: Instance) -> Finding | None:
    findings = check(settings, instance).findings
    return next((finding for finding in findings if finding.code == rule.code), None)


def needed(rule: Rule, example: Example) -> set[str]:
    """The fields without whose value the rule would not catch the example."""
    return {
        name
        for name, _ in example.settings.given()
        if caught(rule, with_fix(example.settings, {name: ""}), example.instance) is None
    }


def cell(name: str, settings: Settings, fix: Fix) -> str:
    """The value of one field after the fix, as Markdown. No secret is shown."""
    value = getattr(masked(with_fix(settings, fix)), name)
    if value is None:
        return "(blank)"
    if len(value) > LONGEST:
        return f"{code(value[:20])}… ({len(value):,} characters)"
    return code(value) + (" (another one)" if value == HIDDEN and name in fix else "")


def with_fix(settings: Settings, fix: Fix) -> Settings:
    """The settings after the fix, in which an empty text clears a field."""
    values = {**dict(settings.given()), **fix}
    return Settings(**{name: value or None for name, value in values.items()})


def facts(instance: Instance) -> dict[str, str]:
    """What an example says about its instance, in words."""
    company = hosting().get(instance.hosting or "")
    known = {
        "Edition of Forem": "2021" if instance.edition == "2021" else "",
        "`SENDGRID_API_KEY` in the environment": "set" if instance.sendgrid_api_key else "",
        "Where Forem runs": company.name if company else "",
        "Domain of the Forem": instance.app_domain or "",
    }
    return {label: value for label, value in known.items() if value}


def group(rule: Rule) -> str:
    return "forem" if rule.code.startswith("FOREM") else rule.field


def providers_of(rule: Rule) -> list[Provider]:
    """The providers on whose facts the rule's examples stand."""
    if "providers" not in rule.sources:
        return []
    found = {check(example.settings, example.instance).provider for example in rule.caught}
    return [provider for provider in providers().values() if provider.id in found]


def sources_of(rule: Rule) -> list[tuple[str, str]]:
    """Titles and addresses; the list of all providers only where no single one is named."""
    named = {"providers"} if providers_of(rule) else set()
    return [SOURCES[key] for key in rule.sources if key not in named]


def choices(provider: Provider) -> dict[str, Preset]:
    """The form's choices for this provider, by host."""
    own = [preset for preset in presets() if preset.provider == provider.id]
    return {preset.settings.address: preset for preset in own if preset.settings.address}


# Templates


def link_of(settings: Settings) -> str:
    return fragment(Context.of(settings))


def render(template: str, **values: object) -> str:
    env = environment()
    env.filters |= {"code": code, "words": words, "anchor": anchor, "fragment": link_of}
    env.filters |= {"json": json.dumps, "plain": plain, "usable_ports": usable_ports}
    return env.get_template(template).render(GROUPS=GROUPS, **values)


def code(value: str) -> str:
    """A value as Markdown code, with what could be overlooked in it made visible."""
    value = re.sub(r"^ +| +$", lambda blanks: "␣" * len(blanks[0]), value)
    value = "".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" for c in value)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", value)), default=0))
    return f"{fence}{value}{fence}"


def words(text: str) -> str:
    """Text in which Markdown and HTML find nothing to do."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_\[\]{}|])", r"\\\1", text)


def plain(text: str) -> str:
    """Markdown with code in it, as text for the page's description."""
    return text.replace("`", "").replace('"', "&quot;")


def anchor(field: str) -> str:
    return field.replace("_", "-")
