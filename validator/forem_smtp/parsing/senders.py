# ruff: noqa: E501  # words and patterns are as wide as they are
"""The sender and where replies go, in sentences: `Absender soll a@b.example sein, Antworten an …`.

An address is taken only if nothing but words that say that it's so are between it and the word for
the sender or the replies. Any other address behind such a word is listed, and not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..replies.setting_lines import is_remark
from .extracted import Extracted

SENDER_WORDS = (
    "sender|sender address|from address|from-address",
    "absender|absenderadresse|absender-adresse",
    "expéditeur|adresse d['’]expédition|adresse de l['’]expéditeur",
    "remitente|dirección del remitente",
    "remetente|endereço do remetente|endereço de remetente",
    "mittente|indirizzo del mittente|indirizzo mittente",
    "afzender|afzenderadres",
    "nadawca|nadawcą|adres nadawcy|adresem nadawcy",
    "gönderen|gönderici|gönderen adresi",
    "odesílatel|odesílatelem|adresa odesílatele",
    "отправитель|отправителем|адрес отправителя",
    "відправник|відправником|адреса відправника",
    "发件人地址|发件人|发信人",
    "寄件者|寄件人",
    "差出人アドレス|差出人|送信元アドレス|送信元",
    "보내는 사람|발신자",
)
"""Words for the sender: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish,
Turkish, Czech, Russian, Ukrainian, simplified and traditional Chinese, Japanese, Korean."""
REPLY_WORDS = (
    "reply to|reply-to|replies|reply address",
    "antworten|antwort|antwortadresse|antwort-adresse",
    "réponses|réponse|adresse de réponse|répondre",
    "respuestas|respuesta|dirección de respuesta|responder",
    "respostas|resposta|endereço de resposta",
    "risposte|risposta|indirizzo di risposta|rispondere",
    "antwoorden|antwoord|antwoordadres",
    "odpowiedzi|odpowiedź|adres do odpowiedzi",
    "yanıtlar|cevaplar|yanıt adresi",
    "odpovědi|odpověď|adresa pro odpovědi",
    "ответы|ответ|адрес для ответов|адрес для ответа",
    "відповіді|відповідь|адреса для відповідей|адреса для відповіді",
    "回复地址|回复",
    "回覆地址|回覆",
    "返信先|返信",
    "답장|회신",
)
"""Words for replies in the same languages."""
IS_WORDS = (
    "is be should must shall will please address as our the",
    "soll sollte ist muss wird bitte sein lautet unser der die",
    "est doit devrait sera être",
    "es debe debería será ser",
    "é deve deveria será ser",
    "è deve dovrebbe sarà essere",
    "is moet zou wordt zijn graag",
    "to jest ma powinien być będzie",
    "adresi olarak",
    "je má bude by měl být",
    "должен быть будет это",
    "має бути повинен буде це",
    "应该是 应为 是 为 请用 用",
    "應該是 應為 是 為 請用 用",
    "は が アドレスは",
    "은 는 이 가 주소는",
)
"""Words that may be between a word for the sender and the address."""
TO_WORDS = (
    "to should must shall will go be sent please come address is",
    "an auf bitte sollen soll gehen gehend ist lautet geht",
    "à vers doivent doit aller vont être envoyées svp est merci de les adresser",
    "a deben debe ir van enviarse es por favor",
    "para a devem deve ir vão ser enviadas é por favor",
    "a devono deve andare vanno inviate è per favore",
    "naar aan graag moeten moet gaan is",
    "na do proszę kierować powinny iść mają jest wysyłać",
    "için şu adrese lütfen",
    "na prosím posílejte mají jít chodit je",
    "на просим просьба присылать отправлять слать пожалуйста должны идти",
    "на просимо прошу надсилати відправляти будь ласка мають йти",
    "请发到 请发送到 发到 发送到 到 至 请回到 是 请",
    "請寄到 寄到 到 至 是 請",
    "は 先は は、",
    "은 는 주소는",
)
"""Words that may be between a word for replies and the address."""
# Of a sender who isn't ours, or not any more.
NO_WORDS = (
    "not no never don't old previous former without if unless wrong invalid unknown original envelope their his her",
    "nicht nie kein keine keinen alter alte alten ohne wenn falls falsch falscher früherer",
    "pas sans si ancien ancienne mauvais",
    "sin antiguo anterior",
    "não sem se antigo",
    "non senza vecchio precedente",
    "niet geen zonder oude",
    "nie bez jeśli stary",
    "değil eski",
    "není pokud starý",
    "не без если старый",
    "якщо старий",
)
# What may be right before the word. After any other, such as `Bob replies to …`, it isn't certain.
BEFORE_WORDS = (
    "the our and with please all any email mail mails use your is has",
    "der die das den unser unsere und mit bitte alle als",
    "le la les l d notre nos et avec",
    "el la los las nuestro nuestra y con",
    "o a os as nosso nossa e com",
    "il lo gli le i nostro nostra ed con",
    "de het een onze en met",
    "nasz nasze oraz z",
    "ve bizim",
    "náš naše s",
    "наш наши и с",
    "наш наші і та з",
)
_FROM_WORDS = frozenset(["from", "by", "von", "de", "du", "da", "di", "van", "od", "от", "від"])
_AS = re.compile(
    r"\s*(?:as|als|comme|como|come|jako|作为|作為|を|olarak)\s*(?:the |our |der |le |la |l['’]|el |o |il |de )?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"[A-Za-z0-9][\w.+%-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}", re.ASCII
)
_SENTENCE = re.compile(r"[.!?。！？;；](?:\s|$)|\s[-–—]\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BETWEEN = re.compile(r"[\s:：=,「『\"'“„«<(*`→>-]*")
_FAR_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_LINE = 1_000
_MOST_LINES = 500
_FARTHEST = 60
_MAY_BE = {
    "from_email_address": "may be the sender",
    "reply_to_email_address": "may be the address for replies",
}


class Said(NamedTuple):
    """One address that a sentence names. `is_certain`: its own words leave no doubt."""

    field: str
    text: str
    line: int
    is_certain: bool


def _pattern(groups: Sequence[str]) -> str:
    names = sorted({word for group in groups for word in group.split("|")}, key=len, reverse=True)
    return "|".join(
        name if _FAR_EAST.search(name) else rf"(?<![\w@.-]){name}(?![\w@.])" for name in names
    )


_NAMED = re.compile(
    rf"(?P<sender>{_pattern(SENDER_WORDS)})|(?P<reply>{_pattern(REPLY_WORDS)})", re.IGNORECASE
)
_LINKS = {
    "sender": frozenset(" ".join(IS_WORDS).split()),
    "reply": frozenset(" ".join(TO_WORDS).split()),
}
_BEFORE = frozenset(" ".join(BEFORE_WORDS).split())
_NO = frozenset(" ".join(NO_WORDS).split())
_FIELDS = {"sender": "from_email_address", "reply": "reply_to_email_address"}


def said(lines: Sequence[str], beside: Iterable[int] = ()) -> list[Said]:
    """Return each address that a sentence says is the sender's, or for replies.

    Where replies go is certain only beside the sender: `Please reply to robin@meadow.example` may
    be about the message itself. `beside` are more lines that have the sender.
    """
    found = list(_named(lines))
    senders = {it.line for it in found if it.is_certain and it.field == _FIELDS["sender"]}
    senders.update(beside)
    return [
        it._replace(is_certain=False)
        if it.field == _FIELDS["reply"] and senders.isdisjoint(range(it.line - 1, it.line + 2))
        else it
        for it in found
    ]


def _named(lines: Sequence[str]) -> Iterator[Said]:
    for number, raw in enumerate(lines[:_MOST_LINES], 1):
        if "@" not in raw or is_remark(raw):
            continue
        line = " ".join(raw[:_LONGEST_LINE].split())
        end = 0
        for address in _ADDRESS.finditer(line):
            before = _SENTENCE.split(line[end : address.start()])[-1]
            end = address.end()
            named = _after(line, end)
            if named and _NO.isdisjoint(_words(before)[-4:]):
                yield Said(_FIELDS[named], address[0], number, is_certain=True)
            elif found := _of_words(before, address[0], number):
                yield found


def _after(line: str, end: int) -> str | None:
    """Return what an address is that a sentence names before it says so: `a@b.example as sender`."""
    link = _AS.match(line, end)
    named = _NAMED.match(line, link.end()) if link else None
    return named.lastgroup if named else None


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _of_words(before: str, address: str, number: int) -> Said | None:
    """Return what the words before an address say about it; `None` if that is nothing."""
    *_, named = [None, *_NAMED.finditer(before)]
    if named is None or len(before) - named.end() > _FARTHEST:
        return None
    kind = str(named.lastgroup)
    between = before[named.end() :]
    words = _words(between)
    near = _words(before[: named.start()])[-2:]
    if not _NO.isdisjoint([*near, *words]) or (
        kind == "reply" and words[-1:] and words[-1] in _FROM_WORDS
    ):
        return None
    is_certain = _LINKS[kind].issuperset(words) and not _WORD.sub("", _BETWEEN.sub("", between))
    alone = not before[: named.start()].rstrip()[-1:].isalpha() or _FAR_EAST.search(named[0])
    is_certain = is_certain and bool(alone or _BEFORE.issuperset(near[-1:]))
    return Said(_FIELDS[kind], address, number, is_certain)


def complete(found: Extracted, lines: Sequence[str]) -> None:
    """Add the sender and the address for replies that sentences name, if nothing else gives them."""
    known = found.fields | found.references
    there = {value.text.lower() for value in found.values if value.field in _MAY_BE}
    addresses = [it for it in said(lines) if it.field not in known and it.text.lower() not in there]
    for field, may_be in _MAY_BE.items():
        of_field = [it for it in addresses if it.field == field]
        certain = {it.text: it for it in of_field if it.is_certain}
        if len(certain) == 1:
            ((text, only),) = certain.items()
            found.add(field, text, f"line {only.line}, in a sentence")
            of_field = [it for it in of_field if it.text != text]
        for other in of_field:
            found.skip(f"line {other.line}", may_be)
