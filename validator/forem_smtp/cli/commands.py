"""The commands and their options."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from .. import PAYLOADS, RULES, PayloadError, Report, explain, read
from ..characters import controls, visible
from ..check import check
from ..context import Context
from ..hosting import OTHER, hosting
from ..payloads import write
from ..payloads.misread import warning
from ..probe import probe
from ..providers import providers
from ..rules import BY_CODE
from ..settings import LABELS, Instance, Settings
from .console import UNREADABLE, err, escape, fail
from .files import settings_in, text_of
from .formats import Checked, text
from .formats.github import github
from .formats.json import print_json, provider_json, reports, rule_json
from .formats.sarif import sarif
from .usage import Commands

_CODE = re.compile(r"[A-Za-z]{3,6}\d{2}")


def _examples(*lines: str) -> str:
    """The end of a help text. Without the backspace the lines would run together."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


app = typer.Typer(
    cls=Commands,
    help="Checks SMTP settings for Forem, and writes them as a payload to import into Forem. "
    "Only probe opens a connection, and only payload shows the password.",
    epilog=_examples(
        "forem-smtp check forem.env",
        "forem-smtp payload forem.env --to rails",
        'forem-smtp explain "535 5.7.8 Error: authentication failed"',
        "forem-smtp COMMAND --help     says more about each command",
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    # A traceback with local variables would print passwords.
    pretty_exceptions_enable=False,
)


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
    """The editions of Forem that the checker distinguishes."""

    CURRENT = "current"
    OLD = "2021"


A_FILE = (
    "Settings in nearly any form: a .env file, JSON, YAML, Ruby, an SMTP URL, text from a "
    "provider's page. A single - is standard input."
)

File = Annotated[str, typer.Argument(metavar="FILE", help=A_FILE)]
Files = Annotated[list[str] | None, typer.Argument(metavar="FILE", help=A_FILE)]
PrintAs = Annotated[Format, typer.Option("--format", help="How to print the result.")]
CheckAs = Annotated[
    CheckFormat,
    typer.Option(
        "--format",
        help="As text for people; as JSON (a list if there are several files); as workflow "
        "commands for GitHub Actions; as SARIF 2.1.0.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")]
Ignored = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODE",
        help="Leave this finding out, such as PASS01 if the password is kept elsewhere. "
        "Can be given more than once.",
    ),
]
WhichEdition = Annotated[Edition, typer.Option(help="The edition of Forem.")]
Host = Annotated[
    str | None,
    typer.Option("--hosting", help="Where Forem runs, such as hetzner; other if it isn't listed."),
]
WithKey = Annotated[
    bool, typer.Option("--sendgrid-api-key", help="SENDGRID_API_KEY is in Forem's environment.")
]
AppDomain = Annotated[str | None, typer.Option(help="Forem's own host name.")]
CommunityName = Annotated[
    str | None, typer.Option(help="The community's name, which Forem puts into From.")
]


@app.command(
    "check",
    epilog=_examples(
        "forem-smtp check forem.env",
        "forem-smtp check --strict --format github deploy/*.env",
        "forem-smtp check --hosting digitalocean < forem.env",
    ),
)
def check_command(
    files: Files = None,
    print_as: CheckAs = CheckFormat.TEXT,
    strict: Strict = False,
    ignore: Ignored = None,
    edition: WhichEdition = Edition.CURRENT,
    host: Host = None,
    sendgrid_api_key: WithKey = False,
    app_domain: AppDomain = None,
    community_name: CommunityName = None,
) -> None:
    """Say what is wrong with settings, and how to fix it.

    Exits with 0 if there is no error, 1 if there is one, 2 if a file can't be read.
    """
    if host not in (None, OTHER, *hosting()):
        fail(f"--hosting must be one of: {', '.join([*hosting(), OTHER])}.")
    ignored = {code.upper() for code in ignore or ()}
    if not ignored <= set(BY_CODE):
        fail("--ignore must be the code of a finding. The command rules lists them all.")
    instance = Instance(
        edition="2021" if edition is Edition.OLD else "current",
        sendgrid_api_key=sendgrid_api_key,
        hosting=host,
        app_domain=app_domain,
        community_name=community_name,
    )
    readings = {file: settings_in(file) for file in dict.fromkeys(files or ["-"])}
    checked = [
        Checked(
            file=file,
            report=_without(ignored, check(reading.settings, instance)),
            origins=dict(reading.origins),
        )
        for file, reading in readings.items()
    ]
    _print_checked(checked, print_as)
    failing = {"errors", "warnings"} if strict else {"errors"}
    raise typer.Exit(1 if any(one.report.verdict in failing for one in checked) else 0)


def _without(codes: set[str], report: Report) -> Report:
    """Return the report without the findings that have one of these codes."""
    return replace(report, findings=tuple(f for f in report.findings if f.code not in codes))


def _print_checked(checked: list[Checked], print_as: CheckFormat) -> None:
    if print_as is CheckFormat.JSON:
        print_json(reports(checked))
    elif print_as is CheckFormat.GITHUB:
        sys.stdout.write(github(checked))
    elif print_as is CheckFormat.SARIF:
        sys.stdout.write(sarif(checked))
    else:
        text.print_reports(checked)


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
    """Write settings as another payload, including the password.

    Exits with 2 if the file can't be read, the payload can't hold a value, or a character in it
    would control the terminal.
    """
    if to not in PAYLOADS:
        fail(f"--to must be one of: {', '.join(PAYLOADS)}.")
    context = Context.of(settings_in(file).settings)
    try:
        written = write(context, to)
        note = warning(context, to)
    except PayloadError as error:
        fail(str(error))
    for field, value in context.shown_payload.given():
        if field in context.filled_in:
            told = f"{LABELS[field]} was empty, and {visible(value)} was filled in."
            err.print(f"forem-smtp: {escape(told)}", style="yellow", soft_wrap=True)
    if note:
        err.print(f"forem-smtp: {escape(note)}", style="yellow", soft_wrap=True)
    if sys.stdout.isatty() and controls(written):
        fail("the password has control characters, which a terminal obeys. Add > FILE.")
    # Its readers expect UTF-8, whatever the terminal shows.
    sys.stdout.flush()
    sys.stdout.buffer.write(written.encode())


@app.command(
    "read",
    epilog=_examples(
        "forem-smtp read docker-compose.yml",
        "forem-smtp read - --format json < notes.txt",
    ),
)
def read_command(file: File, print_as: PrintAs = Format.TEXT) -> None:
    """Show which settings a text contains.

    Says where each value is, and what was not used. The password is hidden.
    Exits with 2 if there are none.
    """
    reading = settings_in(file)
    if print_as is Format.JSON:
        print_json(reading.to_json())
    else:
        text.print_reading(file, reading)


@app.command(
    "probe",
    epilog=_examples(
        "forem-smtp probe forem.env",
        "forem-smtp probe forem.env --recipient you@example.org",
    ),
)
def probe_command(
    file: File,
    recipient: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Ask whether the server accepts mail for this address as well."
        ),
    ] = None,
) -> None:
    """Connect to the mail server as Forem does, and sign in once. No mail is sent.

    Shows the conversation, and explains what fails. Run it where Forem runs: ports and senders
    that are blocked there may be open elsewhere. The password is sent to the server, and not shown.
    Exits with 0 if nothing failed, 1 if something did, 2 if the file can't be read.
    """
    report = check(settings_in(file).settings)
    try:
        outcome = probe(report, recipient, text.print_line)
    except ValueError as error:
        fail(str(error))
    text.print_outcome(outcome, report)
    raise typer.Exit(1 if outcome.error else 0)


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
            help="The settings in use: causes that fit them come first. Without it, settings in "
            "the text itself are used.",
        ),
    ] = None,
    print_as: PrintAs = Format.TEXT,
) -> None:
    """Explain a finding, an SMTP reply or a Ruby error.

    Exits with 2 if it isn't recognized.
    """
    given = " ".join(words)
    if rule := BY_CODE.get(given.strip().upper()):
        if print_as is Format.JSON:
            print_json(rule_json(rule))
        else:
            text.print_rule(rule)
    elif _CODE.fullmatch(given.strip()):
        fail(f"There is no finding {given}. The command rules lists them all.")
    else:
        given = text_of("-") if given == "-" else given
        known = settings_in(settings).settings if settings else None
        _explain_text(given, known, print_as)


def _explain_text(given: str, known: Settings | None, print_as: Format) -> None:
    """Explain a text with the known settings, or else with those in the text."""
    reading = read(given)
    found = reading.settings.given() if known is None and reading.error else ()
    explanation = explain(reading.error, reading.settings) if found else explain(given, known)
    if print_as is Format.JSON:
        print_json(explanation.to_json())
    elif explanation.id is None:
        fail(explanation.meaning)
    else:
        text.print_explanation(explanation)
        text.print_settings_found(found)
    raise typer.Exit(0 if explanation.id else UNREADABLE)


@app.command(
    "providers",
    epilog=_examples("forem-smtp providers", "forem-smtp providers sendgrid"),
)
def providers_command(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A provider's ID, such as sendgrid.")
    ] = None,
    print_as: PrintAs = Format.TEXT,
) -> None:
    """List the known providers, or show what one documents."""
    known = providers()
    if name is not None and name not in known:
        fail("There is no such provider. The command providers lists them all.")
    chosen = [known[name]] if name else list(known.values())
    if print_as is Format.JSON:
        print_json([provider_json(provider) for provider in chosen])
    elif name:
        text.print_provider(chosen[0])
    else:
        text.print_providers(chosen)


@app.command("rules", epilog=_examples("forem-smtp rules", "forem-smtp explain PORT08"))
def rules_command(print_as: PrintAs = Format.TEXT) -> None:
    """List every finding that a check can report."""
    if print_as is Format.JSON:
        print_json([rule_json(rule) for rule in RULES])
    else:
        text.print_rules(RULES)
