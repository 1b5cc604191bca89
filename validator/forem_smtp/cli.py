"""The command line `forem-smtp`: the same engine as in the page, for files and pipes."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from . import (
    PAYLOADS,
    RULES,
    Explanation,
    ParseResult,
    PayloadError,
    Report,
    Severity,
    explain,
    read,
)
from .characters import visible
from .check import check
from .cli_formats import Checked, github, page, sarif
from .context import Context
from .hosting import hosting
from .payloads import write
from .payloads.misread import warning
from .providers import Port, Provider, providers
from .rules import Rule
from .settings import LABELS, Instance

UNREADABLE = 2

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_VERDICTS = {
    "errors": "[red]Not ready: fix the errors.[/]",
    "warnings": "[yellow]Look at the warnings before you submit.[/]",
    "ready": "[green]Ready to submit.[/]",
}
_ENCRYPTIONS = {
    "starttls": "STARTTLS",
    "implicit": "TLS from the first byte",
    "none": "no encryption",
}
_CODE = re.compile(r"[A-Za-z]{3,6}\d{2}")


def _examples(*lines: str) -> str:
    """The end of a help text. Without the backspace the lines would run together."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


app = typer.Typer(
    help="Checks SMTP settings for Forem, and writes them as a payload that Forem imports. "
    "It opens no connection, and shows no password except where it writes a payload.",
    epilog=_examples(
        "forem-smtp check forem.env",
        "forem-smtp payload forem.env --to rails",
        'forem-smtp explain "535 5.7.8 Error: authentication failed"',
        "forem-smtp COMMAND --help     says more of each command",
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    # A traceback with local variables would print passwords.
    pretty_exceptions_enable=False,
)
# A line that begins like this is a command to GitHub Actions, also behind spaces and colors.
_COMMAND = re.compile(r"^((?:\s|\x1b\[[\d;]*m)*):(?=(?:\x1b\[[\d;]*m)*:)", re.MULTILINE)


class _Console(Console):
    """A console on which no text out of a file can command the program that reads the log."""

    def print(self, *objects: Any, **options: Any) -> None:
        with self.capture() as capture:
            super().print(*objects, **options)
        self.file.write(_COMMAND.sub(r"\1\\x3a", capture.get()))
        self.file.flush()


out = _Console(highlight=False)
err = _Console(stderr=True, highlight=False)


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


class CheckFormat(StrEnum):
    """How the result of a check is printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


class Edition(StrEnum):
    """The editions of Forem that differ."""

    CURRENT = "current"
    OLD = "2021"


A_FILE = (
    "Settings of nearly any kind: a .env file, JSON, YAML, Ruby, an SMTP URL, the words of a "
    "provider's page. A single - is standard input."
)
File = Annotated[str, typer.Argument(metavar="FILE", help=A_FILE)]
PrintAs = Annotated[Format, typer.Option("--format", help="How to print the result.")]


@app.command(
    "check",
    epilog=_examples(
        "forem-smtp check forem.env",
        "forem-smtp check --strict --format github deploy/*.env",
        "forem-smtp check --hosting digitalocean < forem.env",
    ),
)
def check_command(
    files: Annotated[list[str] | None, typer.Argument(metavar="FILE", help=A_FILE)] = None,
    print_as: Annotated[
        CheckFormat,
        typer.Option(
            "--format",
            help="For people; as JSON (a list if there are several files); as workflow commands "
            "of GitHub Actions; as SARIF 2.1.0.",
        ),
    ] = CheckFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="CODE",
            help="Leave this finding out, such as PASS01 where the password is kept elsewhere. "
            "May be given more than once.",
        ),
    ] = None,
    edition: Annotated[Edition, typer.Option(help="The edition of Forem.")] = Edition.CURRENT,
    host: Annotated[
        str | None, typer.Option("--hosting", help="Where Forem runs, such as hetzner.")
    ] = None,
    sendgrid_api_key: Annotated[
        bool, typer.Option("--sendgrid-api-key", help="SENDGRID_API_KEY is in its environment.")
    ] = False,
    app_domain: Annotated[str | None, typer.Option(help="The domain of the Forem.")] = None,
) -> None:
    """Say what is wrong with settings, and how to fix it.

    Ends with 0 if there is no error, 1 if there is one, 2 if a file cannot be read.
    """
    if host is not None and host not in hosting():
        _fail(f"--hosting knows {', '.join(hosting())}.")
    ignored = {code.upper() for code in ignore or ()}
    unknown = ignored - {rule.code for rule in RULES}
    if unknown:
        _fail(f"There is no finding {', '.join(sorted(unknown))} to ignore.")
    instance = Instance(
        edition="2021" if edition is Edition.OLD else "current",
        sendgrid_api_key=sendgrid_api_key,
        hosting=host,
        app_domain=app_domain,
    )
    readings = {file: _reading(file) for file in dict.fromkeys(files or ["-"])}
    checked = [
        Checked(file, _without(ignored, check(reading.settings, instance)), dict(reading.origins))
        for file, reading in readings.items()
    ]
    _print_checked(checked, print_as)
    failing = {"errors", "warnings"} if strict else {"errors"}
    raise typer.Exit(1 if any(one.report.verdict in failing for one in checked) else 0)


def _without(codes: set[str], report: Report) -> Report:
    """Return the report without the findings that have one of these codes."""
    return replace(report, findings=tuple(f for f in report.findings if f.code not in codes))


@app.command(
    "payload",
    epilog=_examples(
        "forem-smtp payload notes.txt --to dotenv > forem.env",
        "forem-smtp payload forem.env --to rails",
    ),
)
def payload_command(
    file: File,
    to: Annotated[
        str, typer.Option("--to", metavar="NAME", help=f"One of: {', '.join(PAYLOADS)}.")
    ],
) -> None:
    """Write settings as another payload, password included.

    Ends with 2 if the file cannot be read, or the payload cannot hold a value.
    """
    if to not in PAYLOADS:
        _fail(f"--to knows {', '.join(PAYLOADS)}.")
    context = Context.of(_reading(file).settings)
    try:
        text = write(context, to)
        note = warning(context, to)
    except PayloadError as error:
        _fail(str(error))
    if note:
        err.print(f"forem-smtp: {escape(note)}", style="yellow", soft_wrap=True)
    # Its readers expect UTF-8, whatever the terminal shows.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())


@app.command(
    "read",
    epilog=_examples(
        "forem-smtp read docker-compose.yml",
        "forem-smtp read - --format json < notes.txt",
    ),
)
def read_command(file: File, print_as: PrintAs = Format.TEXT) -> None:
    """Show which settings are found in a text.

    Says where each value stood, and what was not used. The password is hidden.
    Ends with 2 if there are none.
    """
    reading = _reading(file)
    if print_as is Format.JSON:
        _print_json(reading.to_json())
    else:
        _print_reading(file, reading)


@app.command(
    "explain",
    epilog=_examples(
        "forem-smtp explain PORT08",
        'forem-smtp explain "Net::ReadTimeout"',
        "forem-smtp explain --settings forem.env 535 5.7.8 authentication failed",
        "tail -100 production.log | forem-smtp explain -",
    ),
)
def explain_command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="CODE|TEXT",
            help="The code of a finding; or an SMTP reply, a Ruby error, or a log with one in "
            "it. A single - is standard input.",
        ),
    ],
    settings: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="The settings with which it happened: causes that fit them come first.",
        ),
    ] = None,
    print_as: PrintAs = Format.TEXT,
) -> None:
    """Explain a finding, an SMTP reply or a Ruby error.

    Ends with 2 if it is not recognised.
    """
    text = " ".join(words)
    if rule := next((rule for rule in RULES if rule.code == text.strip().upper()), None):
        if print_as is Format.JSON:
            _print_json(_rule_json(rule))
        else:
            out.print(Markdown(page(rule)))
        return
    if _CODE.fullmatch(text.strip()):
        _fail(f"There is no finding {text}. The command rules lists them all.")
    known = _reading(settings).settings if settings else None
    explanation = explain(_text("-") if text == "-" else text, known)
    if print_as is Format.JSON:
        _print_json(explanation.to_json())
    elif explanation.id is None:
        _fail(explanation.meaning)
    else:
        _print_explanation(explanation)
    raise typer.Exit(0 if explanation.id else UNREADABLE)


@app.command(
    "providers",
    epilog=_examples("forem-smtp providers", "forem-smtp providers sendgrid"),
)
def providers_command(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The id of one, such as sendgrid.")
    ] = None,
    print_as: PrintAs = Format.TEXT,
) -> None:
    """List the known providers, or show what one documents."""
    known = providers()
    if name is not None and name not in known:
        _fail(f"{name} is not known. The command providers lists them all.")
    chosen = [known[name]] if name else list(known.values())
    if print_as is Format.JSON:
        _print_json([_provider_json(provider) for provider in chosen])
    elif name:
        _print_provider(chosen[0])
    else:
        table = _table("Id", "Name", "Port", "User name")
        for provider in chosen:
            user_name = provider.user_name
            table.add_row(
                provider.id,
                escape(provider.name),
                provider.best_port or "-",
                escape(user_name.value or user_name.rule),
            )
        out.print(table)
        out.print("\nPort -: none that Forem can use encrypted.", style="dim")


@app.command("rules", epilog=_examples("forem-smtp rules", "forem-smtp explain PORT08"))
def rules_command(print_as: PrintAs = Format.TEXT) -> None:
    """List every finding that a check can give."""
    if print_as is Format.JSON:
        _print_json([_rule_json(rule) for rule in RULES])
        return
    table = _table("Code", "Severity", "What is wrong")
    for rule in RULES:
        colour = _COLOURS[rule.severity]
        title = escape(rule.title.replace("`", ""))
        table.add_row(rule.code, f"[{colour}]{rule.severity}[/]", title)
    out.print(table)


# Reading


def _reading(file: str) -> ParseResult:
    """What `file` holds. Ends the program if that cannot be read."""
    reading = read(_text(file))
    if reading.format is None:
        _fail(f"{_name(file)}: {reading.reason}")
    return reading


def _text(file: str) -> str:
    # Python has none where the caller closed it.
    if file == "-" and not sys.stdin:
        _fail("standard input: it is closed.")
    if file == "-" and sys.stdin.isatty():
        err.print("Paste the text, then press Ctrl-D on a line of its own.", style="dim")
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        _fail(f"{_name(file)}: {error.strerror}.")
    except UnicodeDecodeError:
        _fail(f"{_name(file)}: not valid UTF-8.")
    except ValueError:
        _fail(f"{_name(file)}: no file can have this name.")


def _name(file: str) -> str:
    return "standard input" if file == "-" else visible(file)


def _fail(message: str) -> NoReturn:
    err.print(f"forem-smtp: {escape(visible(message))}", style="red", soft_wrap=True)
    raise typer.Exit(UNREADABLE)


# Printing


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, indent=2) + "\n")


def _print_checked(checked: list[Checked], print_as: CheckFormat) -> None:
    if print_as is CheckFormat.JSON:
        reports = [one.report.to_json() for one in checked]
        named = [{"file": one.file, **report} for one, report in zip(checked, reports, strict=True)]
        _print_json(reports[0] if len(reports) == 1 else named)
    elif print_as is CheckFormat.GITHUB:
        sys.stdout.write(github(checked))
    elif print_as is CheckFormat.SARIF:
        sys.stdout.write(sarif(checked))
    else:
        for place, one in enumerate(checked):
            if place:
                out.print()
            _print_report(one.file, one.report)


def _print_report(file: str, report: Report) -> None:
    provider = f" ({escape(providers()[report.provider].name)})" if report.provider else ""
    out.print(f"[bold]{escape(_name(file))}[/]{provider}")
    shown = report.to_json()["findings"]
    for finding, data in zip(report.findings, shown, strict=True):
        colour = _COLOURS[finding.severity]
        _print_indented(
            f"[{colour}]{finding.severity.capitalize()}[/] {finding.code} "
            f"[bold]{LABELS[finding.field]}[/]: {escape(finding.message)}",
            2,
        )
        for change in filter(None, (data["fix"], data["alternative"])):
            _print_indented(f"Fix: {escape(_change(change))}", 4)
    out.print(f"  {_VERDICTS[report.verdict]}")


def _print_reading(file: str, reading: ParseResult) -> None:
    out.print(f"[bold]{escape(_name(file))}[/] ({escape(reading.title or '')})")
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


def _print_explanation(explanation: Explanation) -> None:
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
        lines.add_row("", f"Fix: {escape(cause.fix)}")
        if cause.code:
            lines.add_row("", f"[dim]More: forem-smtp explain {cause.code}[/]")
        out.print("", lines)
    if explanation.source:
        out.print(f"\n[dim]Source: {escape(explanation.source)}[/]")


def _provider_name(name: str) -> str:
    return providers()[name].name if name in providers() else name


def _print_indented(text: str, blanks: int) -> None:
    out.print(Padding(text, (0, 0, 0, blanks)))


def _change(change: dict[str, str]) -> str:
    return ", ".join(
        f"{LABELS[field]} = {visible(value)}" if value else f"leave {LABELS[field]} empty"
        for field, value in change.items()
    )


def _table(*columns: str) -> Table:
    """A table with nothing drawn around it; the last column takes what room there is."""
    table = Table(*columns, box=None, padding=(0, 2, 0, 0))
    for column in table.columns[:-1]:
        column.no_wrap = len(table.columns) < 4 or column.header in ("Id", "Port")
    return table


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
        "ports": [
            {"port": port.port, "mode": port.mode, "verified": port.verified}
            for port in provider.ports
        ],
        "authentication": provider.authentication.mechanisms,
        "user_name": provider.user_name.value,
        "url": f"providers/{provider.id}/",
    }


def _provider_rows(provider: Provider) -> list[tuple[str, str]]:
    """What is known of a provider, as (label, text)."""
    addresses = [f"{host.host} ({host.region})" for host in provider.hosts]
    form = f"{provider.host_form} (your own host has this form)"
    word = ", ".join(provider.authentication.mechanisms) or "not documented: plain first"
    if provider.authentication.passwords == "refused":
        word = "takes no password"
    return [
        *(("Mind", text) for text in [provider.status] if text),
        *(("Address", address) for address in addresses or [form]),
        *(("Port", f"{port.port} ({_port_text(port)})") for port in provider.ports),
        ("Authentication", word),
        ("User name", provider.user_name.what),
        ("Password", provider.password.what),
        ("From", provider.sender.text),
        *(("Mind", pitfall) for pitfall in provider.pitfalls),
        *(("Source", f"{one.url} (checked {one.checked})") for one in provider.sources),
    ]


def _port_text(port: Port) -> str:
    """How encryption begins on a port, and what follows from that."""
    follows = {"starttls": "", "none": "; the password would be sent unencrypted"}
    text = _ENCRYPTIONS[port.mode] + follows.get(port.mode, "; Forem cannot use it")
    return text if port.verified else f"{_ENCRYPTIONS[port.mode]}; not confirmed"


def _print_provider(provider: Provider) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in _provider_rows(provider):
        table.add_row(label, escape(text.replace("`", "")))
    out.print(f"[bold]{escape(provider.name)}[/]")
    out.print(table)


def main() -> None:
    """Run the command line.

    A character that the terminal's encoding lacks is written as `\\u2026`. A caller who closed a
    stream gets nothing there.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)
    app()
