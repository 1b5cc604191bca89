"""What Forem and the mail server say to each other with these values, step by step."""

from __future__ import annotations

from typing import Literal, NamedTuple

from .characters import visible
from .context import Context
from .report import Finding, Report, Severity
from .settings import ENCRYPTIONS, HIDDEN, Settings

Lock = Literal["closed", "open"]
State = Literal["ok", "fails", "unsure", "not reached"]


class Step(NamedTuple):
    """One thing that is said, and how it goes.

    `sender`: `"forem"` or `"server"`. `lock`: whether it travels encrypted (`"closed"`) or can be
    read on the way (`"open"`), `None` if that is not known. `code` is the finding that makes it
    fail or unsure. No password is in `text`.
    """

    id: str
    sender: Literal["forem", "server"]
    text: str
    lock: Lock | None
    state: State = "ok"
    code: str | None = None


STEPS = (
    "start",
    "connect",
    "greeting",
    "ehlo",
    "starttls",
    "ehlo_again",
    "auth",
    "mail_from",
    "message",
)
"""Every step's id in its order; `start` is there only where the conversation does not begin."""

STEP_OF = {
    "AUTH03": "start",
    "AUTH09": "start",
    "FROM01": "start",
    "FROM02": "start",
    "FROM11": "start",
    "FROM12": "start",
    "FOREM04": "start",
    "FOREM03": "start",
    "FOREM02": "start",
    "ADDR01": "start",
    "USER01": "start",
    "PASS01": "start",
    "ADDR03": "connect",
    "ADDR04": "connect",
    "ADDR05": "connect",
    "ADDR06": "connect",
    "ADDR07": "connect",
    "ADDR08": "connect",
    "ADDR09": "connect",
    "ADDR11": "connect",
    "ADDR13": "connect",
    "ADDR15": "connect",
    "ADDR16": "connect",
    "PORT01": "connect",
    "PORT03": "connect",
    "PORT10": "connect",
    "PORT11": "connect",
    "PORT12": "connect",
    "PORT13": "connect",
    "PORT16": "connect",
    "PORT05": "greeting",
    "PORT06": "greeting",
    "PORT07": "greeting",
    "PORT08": "greeting",
    "HELO02": "ehlo",
    "HELO03": "ehlo",
    "HELO05": "ehlo",
    "HELO06": "ehlo",
    "HELO07": "ehlo",
    "HELO08": "ehlo",
    "ADDR10": "starttls",
    "PORT15": "starttls",
    "PORT09": "auth",
    "AUTH01": "auth",
    "AUTH04": "auth",
    "AUTH05": "auth",
    "AUTH07": "auth",
    "AUTH08": "auth",
    "USER03": "auth",
    "USER04": "auth",
    "USER05": "auth",
    "USER06": "auth",
    "USER07": "auth",
    "USER08": "auth",
    "USER09": "auth",
    "USER10": "auth",
    "USER11": "auth",
    "PASS03": "auth",
    "PASS04": "auth",
    "PASS05": "auth",
    "PASS06": "auth",
    "PASS07": "auth",
    "PASS08": "auth",
    "PASS09": "auth",
    "PASS10": "auth",
    "PASS11": "auth",
    "PASS13": "auth",
    "PASS14": "auth",
    "FROM05": "mail_from",
    "FROM10": "mail_from",
    "ADDR12": "message",
    "ADDR14": "message",
    "FROM04": "message",
}
"""The step that a finding endangers, by the finding's code."""
NO_STEP = (
    "ADDR02",
    "PORT02",
    "PORT04",
    "PORT14",
    "AUTH02",
    "AUTH06",
    "USER02",
    "PASS02",
    "PASS12",
    "HELO01",
    "HELO04",
    "FROM03",
    "FROM06",
    "FROM07",
    "FROM08",
    "FROM09",
    "FOREM01",
)
"""The codes that endanger none: advice, and a port that Forem itself reads as meant."""

# One of two statements is wrong, and nobody here can know which.
_CONTRADICTIONS = frozenset({"PORT06", "PORT07"})
# A warning, since another program can open such a port; Forem never gets its greeting.
_IMPLICIT = "PORT08"
_BY_KEY = "Forem sends through SendGrid by SENDGRID_API_KEY, and not with these values"
_OFF = "Forem keeps mail off: a value that it needs is missing"
_UNCHECKED = "Forem may refuse to save the values: one is too long to check"
_REFUSED = "Forem refuses to save these values"
# Why there is no conversation, the reason that comes first in time first.
_NO_START = {
    "AUTH03": _REFUSED,
    "AUTH09": _REFUSED,
    "FROM01": _REFUSED,
    "FROM02": _REFUSED,
    "FROM11": _UNCHECKED,
    "FROM12": _UNCHECKED,
    "FOREM04": _BY_KEY,
    "FOREM03": _BY_KEY,
    "FOREM02": "Forem turns mail on, and has no server to connect to",
    "ADDR01": _OFF,
    "USER01": _OFF,
    "PASS01": _OFF,
}
_MECHANISMS = {"plain": "PLAIN", "login": "LOGIN", "cram_md5": "CRAM-MD5"}
_LONGEST = 100


def conversation(report: Report) -> tuple[Step, ...]:
    """The steps that Forem holds with the server with the values of this report.

    After the first step that fails, the others are not reached. Where Forem does not even begin
    there is one step, `start`, that says why.
    """
    codes = {finding.code for finding in report.findings}
    for code, text in _NO_START.items():
        if code in codes:
            state: State = "unsure" if text in (_BY_KEY, _UNCHECKED) else "fails"
            return (Step("start", "forem", text, None, state, code),)
    dangers = _dangers(report.findings)
    steps: list[Step] = []
    for step in _planned(report.context, codes):
        if steps and steps[-1].state in ("fails", "not reached"):
            step = step._replace(lock=None, state="not reached")
        elif step.id in dangers:
            state, code = dangers[step.id]
            step = step._replace(state=state, code=code)
        steps.append(step)
    return tuple(steps)


def _dangers(findings: tuple[Finding, ...]) -> dict[str, tuple[State, str]]:
    """The steps that fail or are unsure, and the gravest finding of each."""
    found: dict[str, tuple[State, str]] = {}
    for code, severity in ((finding.code, finding.severity) for finding in findings):
        step = STEP_OF.get(code)
        if step is None:
            continue
        grave = (severity is Severity.ERROR and code not in _CONTRADICTIONS) or code == _IMPLICIT
        if grave and found.get(step, ("ok",))[0] != "fails":
            found[step] = ("fails", code)
        else:
            found.setdefault(step, ("unsure", code))
    return found


def _planned(context: Context, codes: set[str]) -> list[Step]:
    """What is said if all goes well; with implicit TLS that ends before the greeting."""
    settings = context.shown
    encryption = _encryption(context, codes)
    name = _short(settings.domain or "localhost")
    sender = _sender(settings, context.instance.edition)
    steps = [
        Step("connect", "forem", f"Connect to {_place(settings, context.stored_port)}", "open"),
        Step("greeting", "server", "220: its greeting", "open"),
        Step("ehlo", "forem", f"EHLO {name}", "open"),
    ]
    if encryption == "implicit":
        text = "No greeting: it waits for TLS, and Forem for the greeting"
        steps[1] = Step("greeting", "server", text, None, "fails")
    lock: Lock | None = "open" if encryption == "none" else "closed"
    if encryption is None:
        lock = None
        steps += [
            Step("starttls", "forem", "STARTTLS, if the server offers it", "open"),
            Step("ehlo_again", "forem", f"After STARTTLS again: EHLO {name}", lock),
        ]
    elif encryption != "none":
        steps += [
            Step("starttls", "forem", "STARTTLS: from here on encrypted", "open"),
            Step("ehlo_again", "forem", f"EHLO {name}", lock),
        ]
    return [
        *steps,
        Step("auth", "forem", f"AUTH {_log_in(settings)}", lock),
        Step("mail_from", "forem", f"MAIL FROM {sender}", lock),
        Step("message", "forem", "RCPT TO and DATA: the mail itself", lock),
    ]


def _encryption(context: Context, codes: set[str]) -> str | None:
    """What is stated, else what the provider documents; `None` if neither is certain."""
    if _IMPLICIT in codes:
        return "implicit"
    if not codes.isdisjoint(_CONTRADICTIONS):
        return None
    if context.settings.encryption in ENCRYPTIONS:
        return context.settings.encryption
    if context.provider is None or context.stored_port is None:
        return None
    return context.provider.modes.get(context.stored_port)


def _place(settings: Settings, port: int | None) -> str:
    host = _short(settings.address or "")
    if ":" in host:  # an IPv6 address
        host = f"[{host}]"
    if port is None:
        return f"{host}:25, unless SMTP_PORT is set"
    return f"{host}:{HIDDEN if HIDDEN in (settings.port or '') else port}"


def _log_in(settings: Settings) -> str:
    mechanism = _MECHANISMS.get(settings.authentication or "", "PLAIN")
    if settings.authentication is None:
        mechanism += ", unless SMTP_AUTHENTICATION is set,"
    return f"{mechanism} as {_short(settings.user_name or '')}"


def _sender(settings: Settings, edition: str) -> str:
    if edition == "2021" or settings.from_email_address is None:
        return "the address in DEFAULT_EMAIL"
    return _short(settings.from_email_address)


def _short(text: str) -> str:
    text = visible(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
