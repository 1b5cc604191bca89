"""The causes of an error, the likeliest for the given settings first."""

from __future__ import annotations

from collections.abc import Sequence

from ..providers import Provider
from ..report import Report
from .records import Cause, KnownCause, Reply


def causes_of(reply: Reply, provider: Provider | None, report: Report | None) -> tuple[Cause, ...]:
    """The causes, the likeliest for these settings first."""
    known = [*reply.causes]
    if reply.credentials and provider:
        wanted = _wanted_by(provider)
        named = {cause.field for cause in wanted}
        known = [*wanted, *(cause for cause in known if cause.field not in named)]
    if report is None:
        return tuple(_cause(cause) for cause in known)
    codes = {finding.code for finding in report.findings}
    placed: list[tuple[int, Cause]] = []
    for cause in known:
        found = [code for code in cause.findings if code in codes]
        given = cause.field is not None and getattr(report.settings, cause.field) is not None
        cleared = bool(cause.findings) and given and not found and not cause.inconclusive
        if not (cleared and cause.needs_finding):
            placed.append((0 if found else 2 if cleared else 1, _cause(cause, found)))
    placed.sort(key=lambda pair: pair[0])
    return tuple(cause for _, cause in placed)


def _cause(cause: KnownCause, found: Sequence[str] = ()) -> Cause:
    codes = [*found, *cause.findings]
    return Cause(
        text=cause.text,
        fix=cause.fix,
        field=cause.field,
        code=codes[0] if codes else None,
        found=bool(found),
    )


def _wanted_by(provider: Provider) -> list[KnownCause]:
    """What this provider wants as user name and password."""
    name = provider.name
    if provider.authentication.passwords == "refused":
        text = f"{name} takes no password any more, and Forem can log in only with one."
        return [KnownCause(text, "Send through another provider.", "authentication", ["AUTH07"])]
    user_name = provider.user_name.what.replace("`", "")
    password = provider.password.what.replace("`", "")
    return [
        KnownCause(
            f"With {name} the user name is {user_name}. Something else was entered.",
            "Enter that as User name, and nothing around it.",
            "user_name",
            [_USUAL.get(provider.user_name.rule, "USER10"), *_USER_NAMES],
        ),
        KnownCause(
            f"With {name} the password is {password}. Something else was entered.",
            "Copy that again into Password, and nothing around it.",
            "password",
            ["PASS10" if provider.password.app_password else "PASS05", *_PASSWORDS],
        ),
    ]


# What the check says of a wrong user name and of a wrong password; the first is the usual one.
_USUAL = {"fixed": "USER03", "address": "USER04", "token": "USER05"}
_USER_NAMES = ["USER03", "USER07", "USER08", "USER09", "USER04", "USER05", "USER06", "USER10"]
_PASSWORDS = ["PASS04", "PASS05", "PASS11", "PASS10", "PASS08", "PASS03", "PASS06", "PASS07"]
