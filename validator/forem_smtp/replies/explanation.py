"""Puts an entry of the table, or the class of a reply, into words for the person who asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..providers import Provider, providers
from ..report import Report
from .causes import causes_of
from .match import best, is_of
from .records import Explanation, Message, Reply
from .table import sources, tables


def explanation(
    reply: Reply, message: Message, provider: Provider | None, report: Report | None
) -> Explanation:
    """Return what the entry says, with a note if the wording is another provider's."""
    if is_of(reply, provider):
        return _explained(reply, message, provider, report)
    owner = providers()[reply.providers[0]]
    if provider and provider.company and provider.company == owner.company:
        return _explained(reply, message, owner, report)
    names = " or ".join(providers()[one].name for one in reply.providers)
    other = best(message, provider, foreign=False)
    if provider is None or report is None or report.provider is None:
        found = _explained(reply, message, owner, report)
        if len(reply.providers) > 1:
            found = replace(found, provider=None)
        note = f"This is the wording of {names}."
        if other is None:
            return replace(found, meaning=f"{found.meaning} {note}")
        note += " If you use another provider, look at the last causes: they're the general ones."
        rest = causes_of(other, None, report)
        causes = (*(cause for cause in found.causes if cause not in rest), *rest)
        return replace(found, meaning=f"{found.meaning} {note}", causes=causes)
    found = _explained(other or reply, message, provider if other else owner, report)
    note = (
        f"This is the wording of {names}, but your settings name {provider.name}: did Forem really "
    )
    return replace(found, meaning=f"{note}use these settings? {found.meaning}")


def _explained(
    reply: Reply, message: Message, provider: Provider | None, report: Report | None
) -> Explanation:
    temporary = reply.temporary
    if temporary is None and message.code and reply.codes:
        temporary = {"4": True, "5": False}.get(message.code[0])
    source = sources()[reply.source]
    about = f" It names {message.service}." if message.service else ""
    if not reply.providers and (message.code or message.enhanced):
        about += _whose(message, reply.meaning)
    return Explanation(
        id=reply.id,
        meaning=reply.meaning + about,
        general=reply.general,
        stage=reply.stage,
        temporary=temporary,
        provider=provider.id if provider else None,
        causes=causes_of(reply, provider, report),
        source=source["title"],
        source_url=source.get("url"),
        has_failed=reply.is_failure or reply.id in ("no-mail-arrives", "bounce"),
        url=reply.url,
    )


def provider_by_words(message: Message) -> Provider | None:
    """Return whose server refused a sign-in, if the reply's words show that."""
    if not message.code or message.code[1] != "3":
        return None
    receiver = _receiver(message)
    return providers().get(receiver.get("provider", "")) if receiver else None


def _whose(message: Message, meaning: str) -> str:
    """Return a sentence on whose reply it is, if its words show that and the meaning doesn't."""
    receiver = _receiver(message)
    if receiver is None or receiver["name"].partition(" ")[0] in meaning:
        return ""
    return f" The reply comes from {receiver['name']}."


def _receiver(message: Message) -> Mapping[str, Any] | None:
    """Return the company of the table whose words a reply has."""
    words = f"{message.before} {message.words}"
    known: list[Mapping[str, Any]] = tables()["receivers"]
    return next((it for it in known if any(sign in words for sign in it["words"])), None)


def general(message: Message, provider: Provider | None) -> Explanation:
    """Return what RFC 5321 and RFC 3463 say about every reply of this class."""
    known = tables()["general"]
    digits = message.enhanced or message.code or known["errors"][message.error]
    subject = None
    if message.enhanced:
        subject = known["subjects"].get(message.enhanced.split(".")[1])
    else:
        subject = known["digits"].get(digits[1:2])
    source = sources()["rfc3463" if message.enhanced else "rfc5321"]
    parts = [known["note"], known["classes"][digits[0]], subject]
    meaning = " ".join(filter(None, parts))
    return Explanation(
        id="general",
        meaning=meaning + _whose(message, meaning),
        general=True,
        temporary={"4": True, "5": False}.get(digits[0]),
        provider=provider.id if provider else None,
        source=source["title"],
        source_url=source["url"],
        has_failed=digits[0] in "45",
        url="replies/#general",
    )
