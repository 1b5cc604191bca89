"""Explains why an email failed, from an SMTP reply, a Ruby exception or a log.

Everything known is in `replies.toml`. The pasted text is never repeated, since there may be a
password in it.
"""

from __future__ import annotations

from itertools import islice

from ..check import judge
from ..context import Context
from ..providers import Provider, provider_by_host
from ..report import Report
from ..settings import Instance, Settings
from .explanation import explanation, general, provider_by_words
from .extract import messages, with_words_before
from .match import best, has_own_words, is_by_words
from .notation import clean
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
_MOST_TRIED = 30
"""How many messages of a text are looked at."""
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
    if report and not report.settings.given() and not report.context.company:
        report = None
    own = report.context.provider if report else None
    rest: Explanation | None = None
    first: Message | None = None
    for message in islice(messages(text), _MOST_TRIED):
        provider = own or _provider_named_in(text[max(0, message.place - _NEAR) :][: 2 * _NEAR])
        reply = _best(message, provider)
        if reply and (first is None or _says_more(message, reply, first)):
            return explanation(reply, message, None if reply.is_symptom else provider, report)
        if rest is None and _has_class(message):
            first, rest = message, general(message, provider)
            if message.error:
                return rest
    if rest is None and (reply := said_in(text)):
        return explanation(reply, Message(words=""), None if reply.is_symptom else own, report)
    return rest or Explanation(id=None, meaning=_NOT_RECOGNIZED)


def _has_class(message: Message) -> bool:
    """Return whether at least the class of the message is known."""
    errors = tables()["general"]["errors"]
    return bool(message.code or message.enhanced) or message.error in errors


def _says_more(message: Message, reply: Reply, first: Message) -> bool:
    """Return whether a message explains more than the first one, whose words aren't known."""
    if first.enhanced:
        return bool(message.code) and is_by_words(reply, message)
    return not reply.is_symptom


def _best(message: Message, provider: Provider | None) -> Reply | None:
    """Return the entry that fits best, also by the words before a reply's code."""
    provider = provider or provider_by_words(message)
    reply = best(message, provider)
    if message.code and not has_own_words(reply, message):
        whole = with_words_before(message)
        turned = best(whole, provider)
        return turned if has_own_words(turned, whole) else reply
    return reply


def _provider_named_in(text: str) -> Provider | None:
    """Return the provider whose SMTP host comes first in the text."""
    lower = text.lower()
    places = {lower.find(host): owner for host, owner in provider_by_host().items()}
    places.pop(-1, None)
    return places[min(places)] if places else None
