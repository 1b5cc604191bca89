"""What Forem and the mail server say to each other with these values, step by step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from .characters import visible
from .context import Context
from .report import Finding, Report
from .rules import BY_CODE, RULES
from .rules.rule import Reason, StepId
from .settings import ENCRYPTIONS, HIDDEN, MECHANISMS, Settings

Lock = Literal["closed", "open"]
State = Literal["ok", "fails", "unsure", "not reached"]


@dataclass(frozen=True, slots=True)
class Step:
    """One message of the conversation, and how it goes.

    `sender` is `"forem"` or `"server"`. `lock` says whether it's sent encrypted (`"closed"`) or
    unencrypted (`"open"`); `None` if that isn't known. `code` is the finding that makes it fail or
    unsure. There is no password in `text`.
    """

    id: StepId
    sender: Literal["forem", "server"]
    text: str
    lock: Lock | None
    state: State = "ok"
    code: str | None = None


STEPS: tuple[StepId, ...] = get_args(StepId)
"""Every step's id in its order; `start` is there only where the conversation doesn't begin."""

_NO_START: dict[Reason, str] = {
    "refused": "Forem refuses to save these values",
    "unchecked": "Forem may refuse to save the values: one is too long to check",
    "sendgrid key": "Forem sends through SendGrid with SENDGRID_API_KEY, and not with these values",
    "no server": "Forem turns mail on, but has no server to connect to",
    "off": "Forem keeps mail off: a value that it needs is missing",
}
# The rules whose finding keeps Forem from beginning, in the order in which it would find out.
_STOPPING = tuple(
    (rule, text) for reason, text in _NO_START.items() for rule in RULES if rule.reason == reason
)
_LONGEST = 100


def conversation(report: Report) -> tuple[Step, ...]:
    """Return the steps between Forem and the server with the values of this report.

    Steps after the first one that fails aren't reached. If Forem doesn't even begin, the only step
    is `start`, which says why.
    """
    codes = {finding.code for finding in report.findings}
    for rule, text in _STOPPING:
        if rule.code in codes:
            state: State = "fails" if rule.fails else "unsure"
            return (Step("start", "forem", text, None, state, rule.code),)
    dangers = _dangers(report.findings)
    greeting = dangers["greeting"][0] if "greeting" in dangers else "ok"
    steps: list[Step] = []
    for step in _planned(report.context, greeting):
        if steps and steps[-1].state in ("fails", "not reached"):
            step = replace(step, lock=None, state="not reached")
        elif step.id in dangers:
            state, code = dangers[step.id]
            step = replace(step, state=state, code=code)
        steps.append(step)
    return tuple(steps)


def _dangers(findings: tuple[Finding, ...]) -> dict[StepId, tuple[State, str]]:
    """Return the steps that fail or are unsure, each with its most severe finding."""
    dangers: dict[StepId, tuple[State, str]] = {}
    for rule in (BY_CODE[finding.code] for finding in findings):
        if rule.step is None:
            continue
        if rule.fails and dangers.get(rule.step, ("ok",))[0] != "fails":
            dangers[rule.step] = ("fails", rule.code)
        else:
            dangers.setdefault(rule.step, ("unsure", rule.code))
    return dangers


def _planned(context: Context, greeting: State) -> list[Step]:
    """Return the steps if all goes well. With implicit TLS, the greeting already fails."""
    settings = context.shown_payload
    encryption = _encryption(context, greeting)
    name = _short(settings.domain or "localhost")
    sender = _sender(settings, context.instance.edition)
    steps = [
        Step("connect", "forem", f"Connect to {_place(settings, context.stored_port)}", "open"),
        Step("greeting", "server", "220: its greeting", "open"),
        Step("ehlo", "forem", f"EHLO {name}", "open"),
    ]
    if encryption == "implicit":
        text = "No greeting: the server waits for TLS, Forem for the greeting"
        steps[1] = Step("greeting", "server", text, None, "fails")
    lock: Lock | None = "open" if encryption == "none" else "closed"
    if encryption is None:
        lock = None
        steps += [
            Step("starttls", "forem", "STARTTLS, if the server offers it", "open"),
            Step("ehlo_again", "forem", f"Again after STARTTLS: EHLO {name}", lock),
        ]
    elif encryption != "none":
        steps += [
            Step("starttls", "forem", "STARTTLS: encrypted from here on", "open"),
            Step("ehlo_again", "forem", f"EHLO {name}", lock),
        ]
    return [
        *steps,
        Step("auth", "forem", f"AUTH {_credentials(settings)}", lock),
        Step("mail_from", "forem", f"MAIL FROM {sender}", lock),
        Step("message", "forem", "RCPT TO and DATA: the mail itself", lock),
    ]


def _encryption(context: Context, greeting: State) -> str | None:
    """Return the stated encryption, else the documented one; `None` if neither is certain."""
    if greeting == "unsure":
        return None
    if greeting == "fails" and context.mode == "implicit":
        return "implicit"
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


def _credentials(settings: Settings) -> str:
    word = settings.authentication
    mechanism = word.upper().replace("_", "-") if word in MECHANISMS else "PLAIN"
    return f"{mechanism} as {_short(settings.user_name or '')}"


def _sender(settings: Settings, edition: str) -> str:
    if edition == "2021" or settings.from_email_address is None:
        return "the address in DEFAULT_EMAIL"
    return _short(settings.from_email_address)


def _short(text: str) -> str:
    text = visible(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
