"""Explains why an email failed, from an SMTP reply, a Ruby exception or a log.

Everything known is in `replies.toml`. The pasted text is never repeated, since there may be a
password in it.
"""

from __future__ import annotations

from ..check import judge
from ..context import Context
from ..providers import Provider, provider_by_host
from ..report import Report
from ..settings import Instance, Settings
from .explanation import explanation, general
from .extract import clean, messages, with_words_before
from .match import best, has_own_words
from .records import Cause, Explanation, KnownCause, Message, Reply
from .said import said_in
from .table import read_tables, replies, sources, tables

__all__ = [
    "Cause",
    "Explanation",
    "KnownCause",
    "Reply",
    "explain",
    "explain_for",
    "read_tables",
    "replies",
    "sources",
]

_NEAR = 3000
"""How close to an error, in characters, a host name must be to say whose error it is."""
_NOT_RECOGNIZED = (
    "This was not recognized. Paste what the mail server answered, such as a line that begins "
    "with 535, or the line of Forem's log with the error's name, such as Net::ReadTimeout; or say "
    "in a sentence what happens."
)


def explain(
    text: str, settings: Settings | None = None, instance: Instance | None = None
) -> Explanation:
    """Explain the SMTP reply or Ruby error in a text, whatever else is around it.

    With `settings` (and what is known about the `instance`), the causes that fit them come first.
    Accepts any text, and never raises.
    """
    if settings is None:
        return explain_for(text)
    return explain_for(text, judge(Context.of(settings, instance)))


def explain_for(text: str, report: Report | None = None) -> Explanation:
    """Explain a text. With a `report` on the settings, the causes that fit them come first."""
    text = clean(text)
    if report and not report.settings.given():
        report = None
    own = report.context.provider if report else None
    rest: Explanation | None = None
    for message in messages(text):
        provider = own or _provider_named_in(text[max(0, message.place - _NEAR) :][: 2 * _NEAR])
        if reply := _best(message, provider, text):
            return explanation(reply, message, None if reply.is_symptom else provider, report)
        if message.code or message.enhanced or message.error in tables()["general"]["errors"]:
            rest = rest or general(message, provider)
            if message.error or message.enhanced:
                return rest
    if rest is None and (reply := said_in(text)):
        return explanation(reply, Message(words=""), None if reply.is_symptom else own, report)
    return rest or Explanation(id=None, meaning=_NOT_RECOGNIZED)


def _best(message: Message, provider: Provider | None, text: str) -> Reply | None:
    """Return the entry that fits best, also by the words before a reply's code."""
    reply = best(message, provider)
    if message.code and not has_own_words(reply, message):
        whole = with_words_before(message, text)
        turned = best(whole, provider)
        return turned if has_own_words(turned, whole) else reply
    return reply


def _provider_named_in(text: str) -> Provider | None:
    """Return the provider whose SMTP host comes first in the text."""
    lower = text.lower()
    places = {lower.find(host): owner for host, owner in provider_by_host().items()}
    places.pop(-1, None)
    return places[min(places)] if places else None
