"""Results as text for people, in a terminal's colors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rich.markdown import Markdown
from rich.padding import Padding
from rich.table import Table

from ... import Explanation, ParseResult, Report, Severity
from ...characters import visible
from ...probe import Line, Outcome
from ...providers import Port, Provider, providers
from ...replies import explain_for
from ...rules import Rule
from ...settings import ENCRYPTION_LABELS, LABELS, STATEMENTS
from ..console import escape, out
from ..files import file_name
from . import Checked
from .rule_page import rule_page

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_VERDICTS = {
    "errors": "[red]Not ready: fix the errors.[/]",
    "warnings": "[yellow]Look at the warnings before you submit.[/]",
    "unfinished": "[yellow]No errors so far.[/]",
    "ready": "[green]Ready to submit.[/]",
}
_OPTIONS = {"hosting": " (--hosting; other if it isn't listed)"}


def print_reports(checked: Iterable[Checked]) -> None:
    """Print each file's findings, with an empty line between the files."""
    for place, one in enumerate(checked):
        if place:
            out.print()
        _print_report(one.file, one.report)


def _print_report(file: str, report: Report) -> None:
    provider = f" ({escape(providers()[report.provider].name)})" if report.provider else ""
    out.print(f"[bold]{escape(file_name(file))}[/]{provider}")
    shown = report.to_json()["findings"]
    for finding, data in zip(report.findings, shown, strict=True):
        color = _COLORS[finding.severity]
        _print_indented(
            f"[{color}]{finding.severity.capitalize()}[/] {finding.code} "
            f"[bold]{finding.label}[/]: {escape(finding.message)}",
            2,
        )
        for change in filter(None, (data["fix"], data["alternative"])):
            _print_indented(f"Fix: {escape(_change(change))}", 4)
    _print_indented(_VERDICTS[report.verdict] + (f" {report.counts}." if report.counts else ""), 2)
    missing = report.to_fill_in
    _print_missing("value", "to fill in", [name for name in missing if name in LABELS])
    _print_missing("question", "to answer", [name for name in missing if name in _OPTIONS])


def _print_missing(kind: str, to_do: str, names: list[str]) -> None:
    if not names:
        return
    shown = ", ".join(STATEMENTS[name] + _OPTIONS.get(name, "") for name in names)
    _print_indented(f"{len(names)} {kind}{'s' if len(names) > 1 else ''} {to_do}: {shown}.", 2)


def print_reading(file: str, reading: ParseResult) -> None:
    out.print(f"[bold]{escape(file_name(file))}[/] ({escape(reading.title or '')})")
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim")
    for name, value in reading.secrets.shown.given():
        place = reading.origins.get(name, "")
        table.add_row(f"  {LABELS[name]}", escape(visible(value)), escape(visible(place)))
    out.print(table)
    candidates = reading.to_json()["candidates"]
    for name, values in candidates.items():
        _print_indented(f"Several for {LABELS[name]}: {escape(visible(', '.join(values)))}", 2)
    for place in reading.unused:
        _print_indented(f"Not used: {escape(visible(place))}", 2)
    if reading.has_sendgrid_api_key:
        _print_indented(
            "SENDGRID_API_KEY is set in it. If this is your Forem's environment, Forem may send "
            "with that key instead: check the settings with --sendgrid-api-key.",
            2,
        )
    for name, value in reading.forem.items():
        option = f"--{name.replace('_', '-')}"
        shown = escape(visible(reading.secrets.redact(value)))
        _print_indented(f"It also names a Forem: {shown}. To check that too, use {option}.", 2)


def print_explanation(explanation: Explanation) -> None:
    out.print(f"[bold]{escape(explanation.meaning)}[/]")
    when = {True: "Trying again later may help.", False: "It won't work until something changes."}
    if explanation.temporary is not None and not explanation.general:
        out.print(when[explanation.temporary])
    if explanation.provider:
        out.print(f"Provider: {escape(_provider_name(explanation.provider))}")
    if explanation.stage:
        out.print(f"Stage: {explanation.stage}")
    for number, cause in enumerate(explanation.causes, 1):
        found = " [yellow](found in your settings)[/]" if cause.found else ""
        lines = Table.grid(padding=(0, 1))
        lines.add_row(f"{number}.", f"{escape(cause.text)}{found}")
        if cause.tell:
            lines.add_row("", f"How to tell: {escape(cause.tell)}")
        lines.add_row("", f"Fix: {escape(cause.fix)}")
        if cause.code:
            lines.add_row("", f"[dim]More: forem-smtp explain {cause.code}[/]")
        out.print("", lines)
    if explanation.effect:
        out.print(f"\n{explanation.effect} The way back is in the guide: {explanation.way_back}")
    if explanation.source:
        out.print(f"\n[dim]Source: {escape(explanation.source)}[/]")


def print_line(line: Line) -> None:
    """Print a line of a probe's transcript."""
    styles = {"error": "red", "note": "dim"}
    out.print(str(line), style=styles.get(line.sender), markup=False, soft_wrap=True)


def print_outcome(outcome: Outcome, report: Report) -> None:
    """Print what a probe showed, below its transcript."""
    out.print()
    if outcome.error:
        explanation = explain_for(outcome.error, report)
        has_begun = any(line.sender == "forem" for line in outcome.lines)
        if has_begun and explanation.stage == "greeting":  # the likeliest, but not here
            explanation = replace(explanation, stage=None)
        print_explanation(explanation)
    elif outcome.unfinished:
        out.print(f"[yellow]Nothing failed, but not everything was tried.[/] {outcome.unfinished}.")
    else:
        out.print("[green]The server accepts the sign-in and the sender.[/] No mail was sent.")
        out.print("Now send a test email from Forem: only that shows that mail arrives.")


def print_settings_found(settings: Iterable[tuple[str, str]]) -> None:
    """Print which settings were in the text that was explained, but no value."""
    if names := ", ".join(LABELS[field] for field, _ in settings):
        out.print(f"\nThe causes are for the settings in the same text: {names}.")


def print_rule(rule: Rule) -> None:
    """Print a finding's page."""
    out.print(Markdown(rule_page(rule)))


def print_rules(rules: Iterable[Rule]) -> None:
    """Print a line for each finding that a check can report."""
    table = _table("Code", "Severity", "What is wrong")
    for rule in rules:
        color = _COLORS[rule.severity]
        title = escape(rule.title.replace("`", ""))
        table.add_row(rule.code, f"[{color}]{rule.severity}[/]", title)
    out.print(table)


def print_providers(known: Iterable[Provider]) -> None:
    """Print a line for each provider."""
    table = _table("ID", "Name", "Port", "User name")
    for provider in known:
        user_name = provider.user_name
        table.add_row(
            provider.id,
            escape(provider.name),
            provider.best_port or "-",
            escape(user_name.value or user_name.rule),
        )
    out.print(table)
    out.print("\nPort -: no port that Forem can use with encryption.", style="dim")


def print_provider(provider: Provider) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in _provider_rows(provider):
        table.add_row(label, escape(text.replace("`", "")))
    out.print(f"[bold]{escape(provider.name)}[/]")
    out.print(table)


def _provider_rows(provider: Provider) -> list[tuple[str, str]]:
    """Return what is known about a provider, as (label, text)."""
    addresses = [f"{host.host} ({host.region})" for host in provider.hosts]
    form = f"{provider.host_form} (your own host has this form)"
    word = ", ".join(provider.authentication.mechanisms) or "not documented: try plain first"
    if provider.authentication.passwords == "refused":
        word = "accepts no passwords"
    return [
        *(("Note", text) for text in [provider.status, provider.restricted] if text),
        *(("Address", address) for address in addresses or [form]),
        *(("Port", f"{port.port} ({_port_text(port)})") for port in provider.ports),
        ("Authentication", word),
        ("User name", provider.user_name.what),
        ("Password", provider.password.what),
        ("From", provider.sender.text),
        *(("Note", pitfall) for pitfall in provider.pitfalls),
        *(("Source", f"{one.url} (checked {one.checked})") for one in provider.sources),
    ]


def _port_text(port: Port) -> str:
    """Return how encryption begins on a port, and what that means for Forem."""
    follows = {"starttls": "", "none": "; the password would be sent unencrypted"}
    text = ENCRYPTION_LABELS[port.mode] + follows.get(port.mode, "; Forem can't use it")
    return text if port.verified else f"{ENCRYPTION_LABELS[port.mode]}; not confirmed"


def _provider_name(name: str) -> str:
    return providers()[name].name if name in providers() else name


def _print_indented(text: str, indent: int) -> None:
    out.print(Padding(text, (0, 0, 0, indent)))


def _change(change: dict[str, str]) -> str:
    return ", ".join(
        f"{LABELS[field]} = {visible(value)}" if value else f"leave {LABELS[field]} empty"
        for field, value in change.items()
    )


def _table(*columns: str) -> Table:
    """Return a table without borders, whose last column gets the remaining width."""
    table = Table(*columns, box=None, padding=(0, 2, 0, 0))
    for column in table.columns[:-1]:
        column.no_wrap = len(table.columns) < 4 or column.header in ("ID", "Port")
    return table
