# ruff: noqa: E501  # words are as wide as they are
"""The mailbox that signs in: a page gives its address and its password, and no user name."""

from __future__ import annotations

import re

from ..providers import Provider, provider_by_host
from .extracted import Extracted
from .labeled_lines import ONE_ADDRESS
from .labels import label

_WORDS = (
    "email|e-mail|email address|e-mail address|mail address|mailbox|email account|mail account|your email|account email"
    "|e-mail-adresse|email-adresse|e-mailadresse|emailadresse|mailadresse|postfach"
    "|adresse e-mail|adresse email|adresse mail|adresse électronique|courriel|boîte mail|boîte e-mail"
    "|correo|correo electrónico|dirección de correo|dirección de correo electrónico|cuenta de correo|buzón"
    "|endereço de e-mail|endereço de email|conta de e-mail|conta de email|correio eletrónico|correio eletrônico"
    "|indirizzo email|indirizzo e-mail|casella|casella email|casella di posta|indirizzo di posta elettronica|indirizzo mail"
    "|e-mailadres|emailadres|mailadres|postvak|adres e-mail|adres email|skrzynka|adres poczty"
    "|e-posta|e-posta adresi|eposta|e-posta adresiniz|mail adresi|e-posta hesabı"
    "|e-mailová adresa|emailová adresa|schránka"
    "|адрес электронной почты|электронная почта|почтовый ящик|почта|эл. почта|адрес почты|ящик"
    "|електронна пошта|адреса електронної пошти|поштова скринька|скринька"
    "|邮箱|邮箱地址|电子邮箱|电子邮件|电子邮件地址|邮件地址|電子郵件|電子郵件地址|信箱|信箱地址"
    "|メールアドレス|電子メールアドレス|eメールアドレス|이메일|이메일 주소|메일 주소|메일주소"
    "|e-postadresse|e-postadress|mejladress|sähköposti|sähköpostiosoite|e-mail cím|email cím"
    "|adresă de e-mail|adresa de e-mail|adresă email|διεύθυνση email|διεύθυνση e-mail"
    "|البريد الإلكتروني|عنوان البريد الإلكتروني|البريد|דואר אלקטרוני|כתובת דואר אלקטרוני|כתובת אימייל|אימייל|כתובת מייל"
    "|địa chỉ email|địa chỉ thư|hộp thư|alamat email|alamat surel|surel|ที่อยู่อีเมล|อีเมล"
)
_LABELS = frozenset(_WORDS.split("|"))
_LINE = re.compile(
    r"[\s*•·\-–>|`\"']{0,8}([^\W\d_][^:=：\t|@]{1,48}?)[\s*`\"']{0,4}(?:[:=：\t|][\s*|`\"']{0,12}|[ ]{3,40})"
    r"([^\s@:|`\"'*,;<>]+@[\w.-]+\.[A-Za-z]{2,20})[\s|`\"'*,;.]{0,8}"
)
_NUMBER = re.compile(r"line (\d+)")
_REMARK = re.compile(r"\s*\([^()]*\)$")
_NEAR = 3
_LONGEST = 300


def provider_of(found: Extracted) -> Provider | None:
    """Return the provider whose host was found."""
    hosts = (value.text.lower() for value in found.values if value.field == "address")
    return next(filter(None, map(provider_by_host().get, hosts)), None)


def takes_address(found: Extracted) -> bool:
    """Return whether an email address may sign in, as far as the provider's rule says."""
    provider = provider_of(found)
    return provider is None or provider.user_name.rule not in ("fixed", "token")


def add_user_name(found: Extracted, lines: list[str]) -> None:
    """Add the only mailbox beside the password as the user name, if no label gives one."""
    places = [value.origin for value in found.values if value.field == "password"]
    if not places or "user_name" in found.fields | found.references or not takes_address(found):
        return
    if any(", user name: " in place for place in found.unused):
        return
    match = _NUMBER.match(places[0])
    near = _near(lines, int(match[1])) if match else []
    if any(_is_empty_user_name(lines[number - 1]) for number in near):
        return
    boxes = {box[1]: box[0] for number in near if (box := _mailbox(lines, number))}
    for address, number in boxes.items() if len(boxes) == 1 else ():
        found.add("user_name", address, f"line {number}, email address")


def _near(lines: list[str], place: int) -> list[int]:
    """Return the numbers of the filled lines near a line, and its own."""
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    if place not in filled:
        return []
    index = filled.index(place)
    return filled[max(0, index - _NEAR) : index + _NEAR + 1]


def _mailbox(lines: list[str], number: int) -> tuple[int, str] | None:
    """Return a line's number and the address in it, if a label for a mailbox is before it."""
    line = lines[number - 1]
    if "@" not in line or len(line) > _LONGEST:
        return None
    if (match := _LINE.fullmatch(line)) and _is_label(match[1]):
        return number, match[2]
    above = lines[number - 2] if number > 1 else ""
    word = line.strip()
    if (
        ONE_ADDRESS.fullmatch(word)
        and len(above) < _LONGEST
        and _is_label(above.strip().rstrip(":："))
    ):
        return number, word
    return None


def _is_empty_user_name(line: str) -> bool:
    name = line.strip(" *_`|•-\t")
    meant = label(name[:-1]) if name.endswith((":", "：", "=")) and len(name) < _LONGEST else None
    return meant is not None and meant[0] == "user_name"


def _is_label(text: str) -> bool:
    return _REMARK.sub("", text.strip().strip("*_` ")).lower() in _LABELS
