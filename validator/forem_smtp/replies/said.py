"""Recognizes what people say in their own words, such as "no one can sign in anymore"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from .records import Reply
from .setting_lines import is_remark, is_setting
from .table import replies

_LONGEST = 240
"""The length of a sentence in which all its words are still about one thing."""
_LONGEST_TEXT = 20_000
"""What is longer is a file or a log, without people's own words."""

_COMMON = frozenset({"mail", "email", "server", "user", "login", "i", "link", "none"})
"""Words that settings and their labels have as well."""


_DENIALS = frozenset(
    ["nicht", "pas", "no", "não", "non", "niet", "nie", "не", "inte", "không", "tidak", "לא"]
)
_CLAUSES = re.compile("[,:，、،]")


class _Pattern(NamedTuple):
    """One of several words of each kind, and which of these kinds denies something, if any."""

    words: list[re.Pattern[str]]
    denial: re.Pattern[str] | None


def said_in(text: str) -> Reply | None:
    """Return the first entry of the table that a sentence of the text is about."""
    sentences = list(_sentences(text)) if may_be_said(text) else []
    if not sentences:
        return None
    for reply, pattern in _patterns():
        if any(_fits(pattern, sentence) for sentence in sentences):
            return reply
    return None


def may_be_said(text: str) -> bool:
    """Return whether the telling words of any way to say something are in the text."""
    part = text[:_LONGEST_TEXT].replace("\u2019", "'").lower()
    return _telling_words().search(part) is not None


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences that report something, in lower case and with plain apostrophes."""
    for line in text[:_LONGEST_TEXT].splitlines():
        if not line.strip() or is_setting(line) or is_remark(line):
            continue
        for part in _end().split(line.replace("\u2019", "'").lower()):
            sentence = part.strip()
            if 0 < len(sentence) <= _LONGEST and not _is_advice(sentence):
                yield sentence


def _is_advice(sentence: str) -> bool:
    """Return whether it says what may be or should be, as texts about settings do, or is code."""
    return _advice().search(sentence) is not None


def _fits(pattern: _Pattern, sentence: str) -> bool:
    if not all(words.search(sentence) for words in pattern.words):
        return False
    verb, denial = pattern.words[0], pattern.denial
    # What is denied is what happens, not something behind a comma: "mails arrive, no problem".
    return denial is None or any(
        verb.search(clause) and denial.search(clause) for clause in _CLAUSES.split(sentence)
    )


@cache
def _patterns() -> list[tuple[Reply, _Pattern]]:
    """Every way to say something, with the entry that it's about, in the order of the table."""
    return [(reply, _pattern_of(said)) for reply in replies() for said in reply.said]


def _pattern_of(said: Sequence[str]) -> _Pattern:
    words = [_one_of(part) for part in said]
    denials = [place for place, part in enumerate(said) if not _DENIALS.isdisjoint(part.split("|"))]
    return _Pattern(words, words[denials[0]] if denials else None)


@cache
def _telling_words() -> re.Pattern[str]:
    """Of each way to say something, the words that are rarely among settings."""
    telling = dict.fromkeys(
        next((words for words in pattern if _COMMON.isdisjoint(words.split("|"))), pattern[0])
        for reply in replies()
        for pattern in reply.said
    )
    return _one_of("|".join(telling))


@cache
def _advice() -> re.Pattern[str]:
    return re.compile(
        r"=>|[{}\[\]=]|\b(?:should|shall|must|may|might|would|please|so that|to make sure"
        r"|ensure|until|unless"
        r"|to avoid|to prevent|otherwise|recommend|required|allowed|per (?:day|hour)"
        r"|bitte|sollten?|müssen|damit|veuillez|doit|devez|afin|por favor|deben?|para que|devono"
        r"|affinché|moet(?:en)?|zodat|proszę|należy|aby|пожалуйста|нужно|необходимо|чтобы|щоб"
        r"|lütfen|vérifiez|verifique|compruebe|controleer|sprawdź|проверьте|перевірте|kontrollera"
        r"|tjek|zkontrolujte|hãy|prüfen sie|kontrol edin|bevor|voordat|avant (?:de|que)|antes de"
        r"|prima di|sondern|sino|ne pas|non c'è bisogno"
        r"|nicht (?:falsch|fehlgeschlagen|abgelehnt))\b"
        r"|^(?:wenn|falls|sobald|ist das|si|se|jeśli|если|якщо|als|eğer|nếu|jika|kalau|hvis|om"
        r"|pokud|když|إذا|اذا|لو|אם|no-?reply)\b|[请請若]|如果|ください|경우|ない(?:とき|時|場合)|対処"
        r"|ことは(?:あり|な)|(?:않을|없을) 때|(?:않|없)으면|不会|不會|之前"
        # Without something, mail doesn't arrive, except where it's an error that is missing.
        r"|\b(?:ohne|sans|sin|senza|sem|zonder|bez|без) (?!(?:\S+ )?\S*(?:fehler|err|fout|fel|błęd"
        r"|ошиб|помил|chyb|hiba|meldung|mess|grund|raison|motiv|warn|avis))"
        # All is well, or is well again.
        r"|keine? problem|aucun (?:problème|souci)|plus de problème|no hay (?:ningún )?problema"
        r"|não há problema|nessun problema|geen (?:probleem|problemen|klachten)|nie ma problem"
        r"|проблем (?:нет|не|немає)|sorun yok|inga problem|ingen problem|没问题|沒問題|문제 없"
        r"|(?<!cht |pas |non |not |n't | no | не )\b(?:jetzt geht|geht jetzt|gelöst|résolue?"
        r"|resuelt[oa]|resolvid[oa]|risolt[oa]|opgelost|rozwiązan[eoy]|çözüldü|solved|решен[оа]"
        r"|вирішено)\b|已解决|解决了|解決しまし|解決した|해결(?:됐|되었|했)"
        # An address that only sends.
        r"|(?:^|: )(?:cette adresse|esta (?:cuenta|dirección)|questa casella|este endereço"
        r"|bu posta kutusu|dieses postfach|эта почта|этот ящик)\b|\bpostfach kann\b"
        r"|この(?:メール)?アドレス"
    )


@cache
def _end() -> re.Pattern[str]:
    return re.compile(r"[.!?;]+(?=\s|\Z)|[。！？；]")


def _one_of(words: str) -> re.Pattern[str]:
    """One of several alternatives, separated by `|`, as a whole word where words have spaces."""
    parts: dict[bool, list[str]] = {True: [], False: []}
    for word in dict.fromkeys(words.split("|")):
        parts[_far_east().search(word) is not None].append(re.escape(word))
    within, whole = (f"(?:{'|'.join(parts[east])})" for east in (True, False))
    both = rf"(?<![\w@.-]){whole}(?![\w@-])" if parts[False] else ""
    return re.compile("|".join(filter(None, (both, within if parts[True] else ""))))


@cache
def _far_east() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
