"""The command line `forem-smtp`: the same engine as in the page, for files and pipes."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from . import PAYLOADS, RULES, PayloadError, Report, Settings, Severity, payload, read
from .check import check
from .hosting import hosting
from .providers import Provider, providers
from .rules import SOURCES, Rule
from .settings import LABELS, Forem

# A traceback with local variables would print passwords.
app = typer.Typer(
    help="Checks SMTP settings for Forem and writes them as a payload that imports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_VERDICTS = {
    "errors": "[red]Not ready: mend the errors.[/]",
    "warnings": "[yellow]Look at the warnings before you submit.[/]",
    "ready": "[green]Ready to submit.[/]",
}
UNREADABLE = 2


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


class Edition(StrEnum):
    """The editions of Forem that differ."""

    CURRENT = "current"
    OLD = "2021"


File = Annotated[
    str, typer.Argument(help="A payload, such as a .env file or the JSON; - is standard input.")
]
PrintAs = Annotated[Format, typer.Option("--format", help="How to print the result.")]


@app.command("check")
def check_command(
    files: Annotated[list[str], typer.Argument(help="Payloads to check; - is standard input.")],
    print_as: PrintAs = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    edition: Annotated[Edition, typer.Option(help="The edition of Forem.")] = Edition.CURRENT,
    host: Annotated[
        str | None, typer.Option("--hosting", help="Where it runs, such as hetzner.")
    ] = None,
    sendgrid_api_key: Annotated[
        bool, typer.Option("--sendgrid-api-key", help="SENDGRID_API_KEY is in its environment.")
    ] = False,
    app_domain: Annotated[str | None, typer.Option(help="The domain of the Forem.")] = None,
) -> None:
    """Say what is wrong with the settings in FILES, and how to mend it.

    Ends with 0 if nothing is wrong, 1 with errors, 2 if a file cannot be read.
    """
    if host is not None and host not in hosting():
        _fail(f"--hosting knows {', '.join(hosting())}.")
    forem = Forem(
        edition="2021" if edition is Edition.OLD else "current",
        sendgrid_api_key=sendgrid_api_key,
        hosting=host,
        app_domain=app_domain,
    )
    reports = [check(_settings(file), forem) for file in files]
    for file, report in zip(files, reports, strict=True):
        if print_as is Format.JSON:
            _print_json(report.to_json())
        else:
            _print_report(file, report)
    failing = {"errors", "warnings"} if strict else {"errors"}
    raise typer.Exit(1 if any(report.verdict in failing for report in reports) else 0)


@app.command("payload")
def payload_command(
    file: File,
    to: Annotated[str, typer.Option("--to", help=f"One of: {', '.join(PAYLOADS)}.")],
) -> None:
    """Write the settings in FILE as another payload, password included, to standard output."""
    if to not in PAYLOADS:
        _fail(f"--to knows {', '.join(PAYLOADS)}.")
    try:
        text = payload(_settings(file), to)
    except PayloadError as error:
        _fail(str(error))
    sys.stdout.write(text)


@app.command("rules")
def rules_command(print_as: PrintAs = Format.TEXT) -> None:
    """List every finding there is."""
    if print_as is Format.JSON:
        _print_json([_rule_json(rule) for rule in RULES])
        return
    table = Table("Code", "Severity", "Field", "What is wrong", box=None)
    for rule in RULES:
        colour = _COLOURS[rule.severity]
        table.add_row(
            rule.code, f"[{colour}]{rule.severity}[/]", LABELS[rule.field], escape(rule.title)
        )
    out.print(table)


@app.command("explain")
def explain_command(code: Annotated[str, typer.Argument(help="Such as PORT08.")]) -> None:
    """Explain a finding: what you see, why, how to mend it."""
    for rule in RULES:
        if rule.code == code.upper():
            out.print(Markdown(_page(rule)))
            return
    _fail(f"There is no finding {code}. The command rules lists them all.")


@app.command("providers")
def providers_command(
    name: Annotated[str | None, typer.Argument(help="The id of one, such as sendgrid.")] = None,
    print_as: PrintAs = Format.TEXT,
) -> None:
    """List the providers that are known, or what one of them documents."""
    known = providers()
    if name is not None and name not in known:
        _fail(f"{name} is not known. The command providers lists them all.")
    chosen = [known[name]] if name else list(known.values())
    if print_as is Format.JSON:
        _print_json([_provider_json(provider) for provider in chosen])
    elif name:
        _print_provider(chosen[0])
    else:
        table = Table("Id", "Name", "Address", "Port", "User name", box=None)
        for provider in chosen:
            user_name = provider.user_name
            table.add_row(
                provider.id,
                escape(provider.name),
                provider.hosts[0].host,
                provider.best_port or "none usable",
                user_name.value or user_name.rule,
            )
        out.print(table)


def _settings(file: str) -> Settings:
    """What `file` holds. Ends the program if that cannot be read."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        _fail(f"{file}: {error.strerror}.")
    except UnicodeDecodeError:
        _fail(f"{file}: this is no text in UTF-8.")
    reading = read(text)
    if reading.format is None:
        _fail(f"{file}: {reading.reason}")
    return reading.settings


def _fail(message: str) -> NoReturn:
    err.print(f"forem-smtp: {escape(message)}", style="red", soft_wrap=True)
    raise typer.Exit(UNREADABLE)


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, indent=2) + "\n")


def _print_report(file: str, report: Report) -> None:
    provider = f" ({escape(providers()[report.provider].name)})" if report.provider else ""
    out.print(f"[bold]{escape(file)}[/]{provider}")
    for finding in report.findings:
        colour = _COLOURS[finding.severity]
        data = finding.to_json(report.settings.password)
        _print_indented(
            f"[{colour}]{finding.severity.capitalize()}[/] {finding.code} "
            f"[bold]{LABELS[finding.field]}[/]: {escape(finding.message)}",
            2,
        )
        for change in filter(None, (data["fix"], data["alternative"])):
            _print_indented(f"Mend it: {escape(_change(change))}", 4)
    out.print(f"  {_VERDICTS[report.verdict]}")


def _print_indented(text: str, blanks: int) -> None:
    out.print(Padding(text, (0, 0, 0, blanks)))


def _change(change: dict[str, str]) -> str:
    return ", ".join(
        f"{LABELS[field]} = {value}" if value else f"leave {LABELS[field]} blank"
        for field, value in change.items()
    )


def _page(rule: Rule) -> str:
    sources = "\n".join(f"- {SOURCES[name][0]}" for name in rule.sources)
    return (
        f"# {rule.code}: {rule.title}\n\n"
        f"{rule.severity.capitalize()}, field {LABELS[rule.field]}.\n\n"
        f"## What you see\n\n{rule.seen}\n\n## Why\n\n{rule.why}\n\n"
        f"## How to mend it\n\n{rule.mend}\n\n## Sources\n\n{sources}\n"
    )


def _rule_json(rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code,
        "severity": str(rule.severity),
        "field": rule.field,
        "title": rule.title,
        "url": f"findings/{rule.code}/",
    }


def _provider_json(provider: Provider) -> dict[str, Any]:
    return {
        "id": provider.id,
        "name": provider.name,
        "hosts": [{"host": host.host, "region": host.region} for host in provider.hosts],
        "ports": [{"port": port.port, "mode": port.mode} for port in provider.ports],
        "authentication": provider.authentication.mechanisms,
        "user_name": provider.user_name.value,
        "url": f"providers/{provider.id}/",
    }


def _print_provider(provider: Provider) -> None:
    table = Table(title=escape(provider.name), show_header=False, box=None, title_justify="left")
    table.add_column()
    table.add_column(overflow="fold")
    for host in provider.hosts:
        table.add_row("Address", f"{host.host} ({escape(host.region)})")
    for port in provider.ports:
        usable = "" if port.mode == "starttls" else ", not usable from Forem"
        table.add_row("Port", f"{port.port} ({port.mode}{usable})")
    mechanisms = ", ".join(provider.authentication.mechanisms)
    table.add_row("Authentication", mechanisms or "takes no password")
    table.add_row("User name", escape(provider.user_name.what))
    table.add_row("Password", escape(provider.password.what))
    table.add_row("From", escape(provider.sender.text))
    for pitfall in provider.pitfalls:
        table.add_row("Mind", escape(pitfall))
    for source in provider.sources:
        table.add_row("Source", f"{escape(source.url)} (checked {source.checked})")
    out.print(table)


def main() -> None:
    """Run the command line."""
    app()
