"""A report for someone who helps: Markdown with everything that is known, except for secrets."""

from __future__ import annotations

import re

from .characters import visible
from .context import Context
from .providers import public_prefixes
from .replies import explain_for
from .report import Finding, Report
from .settings import LABELS, STATEMENTS

# A shorter rest could be guessed, and then the prefix would make that easier.
_SHORTEST_REST = 16


def support_report(report: Report, site: str = "", error: str = "") -> str:
    """Return the settings and what is wrong with them, as Markdown.

    `site` is the address of the site's root, for the links. The report contains only the password's
    length, and a documented prefix such as `SG.`. For `error`, the text of an error or a log, it
    says only what was recognized, since there may be a secret anywhere in it.
    """
    provider = report.context.provider
    lines = [f"## SMTP settings for Forem: {report.counts or 'nothing found'}", ""]
    lines += [f"- Provider: {_plain(provider.name) if provider else 'unknown'}"]
    lines += [f"- Forem: {_instance(report.context)}", ""]
    shown = report.context.shown
    for name, value in shown.given():
        if name == "password":
            lines.append(f"- {LABELS[name]}: {_known(report.settings.password or '')}")
        else:
            lines.append(f"- {LABELS[name]}: {_code(value)}")
    if report.to_fill_in:
        names = ", ".join(STATEMENTS[name] for name in report.to_fill_in)
        lines.append(f"- Still to fill in: {names}")
    missing = [label for name, label in LABELS.items() if getattr(shown, name) is None]
    if missing:
        lines.append(f"- Not given: {', '.join(missing)}")
    recognized = explain_for(error, report) if error else None
    if recognized and recognized.url:
        link = f"[{recognized.id}]({site}{recognized.url})"
        lines.append(f"- Error message: {link}, {_plain(recognized.meaning)}")
    if report.findings:
        lines.append("")
        lines += [f"1. {_finding(finding, site)}" for finding in report.findings]
    return "\n".join([*lines, ""])


def _instance(context: Context) -> str:
    instance, company = context.instance, context.company
    parts = ["2021 edition" if instance.edition == "2021" else "current edition"]
    if company:
        parts.append(f"at {_plain(company.name)}")
    if instance.app_domain:
        shown = context.secrets.redact(instance.app_domain)
        parts.append(f"seen as {_code(shown)}")
    if instance.community_name:
        parts.append(f"named {_code(context.secrets.redact(instance.community_name))}")
    if instance.sendgrid_api_key:
        parts.append("with SENDGRID\\_API\\_KEY set")
    return ", ".join(parts)


def _known(password: str) -> str:
    size = len(password)
    text = f"given, {size} character{'' if size == 1 else 's'}"
    prefix = next((start for start in public_prefixes() if password.startswith(start)), None)
    if prefix and size - len(prefix) >= _SHORTEST_REST:
        text += f", begins with {_code(prefix)}"
    return text


def _finding(finding: Finding, site: str) -> str:
    return (
        f"**{finding.severity.capitalize()} [{finding.code}]({site}{finding.url})**, "
        f"{_plain(finding.label)}: {_plain(finding.message)}"
    )


def _code(value: str) -> str:
    """The value as Markdown code, whatever is in it, on one line."""
    value = visible(value)
    longest = max((len(run) for run in re.findall("`+", value)), default=0)
    fence = "`" * (longest + 1)
    space = " " if value[:1] in ("`", " ") or value[-1:] in ("`", " ") else ""
    return f"{fence}{space}{value}{space}{fence}"


def _plain(text: str) -> str:
    """Text that no Markdown reader takes for marks."""
    text = visible(text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]#])", r"\\\1", text)
