"""Finds every secret in a set of values, and hides it in whatever is shown or sent on.

Values are compared *folded*: in lower case, without spaces, quotes, accents and invisible
characters, and with plain letters and hyphens for those that look like them, so that a secret is
found whatever was copied along with it or replaced in it. What counts as a secret:

- the password, also encoded as Base64, in hexadecimal or with percent signs
- a user name that is a secret itself, or has the shape of one
- the credentials in a URL, up to its last `@`, and what follows a mail address or a user name
  after a colon
- a key of an unmistakable shape, and user name and password as `AUTH PLAIN` sends them
- what follows a name that means a password, such as `SMTP_PASSWORD=`
- what looks like a password, alone in a field that takes something else: a sender without an `@`,
  or a user name that isn't what the provider wants. It's hidden only as a whole value: it may also
  be a name with a slip in it, and names are part of other values.

A password of fewer than four characters, or one that is a public word such as `sendgrid`, is hidden
only where a value is nothing else. Inside other text it would be found by chance, and a hole in
`smtp.********.net` would give it away.
"""

from __future__ import annotations

import re
from binascii import a2b_base64, b2a_base64
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import islice

from .characters import unseen
from .providers import Provider, provider_by_host, providers, unmistakable_keys
from .settings import FIELDS, HIDDEN, LABELS, SENDER_FIELDS, Settings

_SHORTEST = 4
_PIECE = 6
"""So many characters in a row give something of a secret away."""
_LONG_USER = 16
"""A user name in a URL that is as long may be a token."""
_LONG_RUN = 12
"""Keys, and the Base64 of most passwords, have so many letters and digits in a row."""
_RUN = re.compile(rf"[a-z0-9_+/-]{{{_LONG_RUN},}}")
_PLAIN = re.compile(r"A[A-P][A-Za-z0-9+/]{10,}={0,2}")
"""The Base64 of what begins with a zero byte, as what `AUTH PLAIN` sends."""
_MAYBE_PLAIN = re.compile(r"A\W*[A-P]")
_SIGNS = re.compile(r"[:=%&\\]")
AROUND = ".,;:<>()[]{}=-|*#/\\_+~^&%$@!?…•·"
"""What may come along with a password, or be taken off its copy in another field."""
_QUOTES = "\"'`“”„‟‘’‚‛«»‹›′″´ʼ"
_DROPPED = frozenset(" " + _QUOTES)
_ALIKE = str.maketrans("。ıавеікмнорстухѕјαβεζηικμνορτυχ", ".iabeikmhopctyxsjabezhikmnoptyx")
"""Letters of other scripts, and Turkish, that look like those of ASCII in upper or lower case."""
_DASHES = {"—": "--"}
"""What typographic corrections make of two hyphens. Every other dash counts as one hyphen."""
_NAMED = re.compile(
    r"(?:(?:pass|secret)\w{0,20}|pwd|psw|key|token|kennwort|contrasena|senha|authorization)[:=]"
)
_BEARER = re.compile(r"(?:authorization[:=]?)?(?:bearer|basic)")
_LABEL = re.compile(r"\s*(?:(?:from|to|sender|reply-to|e-?mail)\s*:\s|mailto:)", re.IGNORECASE)
_PORT = re.compile(r"\d{1,5}(?!\d)(?:[/?#\s].*)?", re.DOTALL)
_HOST_END = re.compile(r"[\s:]")
_WORD = re.compile(r"\S+")
_WORD_END = re.compile(r"[\s,;\"']")
# Percent signs in URLs, and quoted-printable, which also breaks lines.
_CODED_BYTE = re.compile(rb"[%=]([0-9A-Fa-f]{2})|=\r?\n")
# HTML's entities, and the backslashes of JSON, Ruby and shells.
_ESCAPED = re.compile(
    r"&#(?P<decimal>\d{1,6});?|&#x(?P<entity>[0-9a-f]{1,5});?|&(?P<name>amp|lt|gt|quot|apos);?"
    r"|\\u(?P<unicode>[0-9a-f]{4})|\\x(?P<byte>[0-9a-f]{2})|\\(?P<same>.)",
    re.IGNORECASE,
)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CODES = re.compile(r"[%=&\\]")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_TOKEN = re.compile(r"[a-z0-9_-]{20,200}")
_SHORTEST_MISPLACED = 8
_KINDS = tuple(re.compile(kind) for kind in ("[a-z]", "[A-Z]", "[0-9]", r"[^\w.+-]"))
"""The kinds of characters in passwords. Those of names, such as a hyphen, count as none."""
_DOMAIN_OR_PLACEHOLDER = re.compile(r".*\.[A-Za-z]{2,}|[<[{(%$]+[A-Za-z_. -]+[>\]})%]*")
_MIXED = re.compile(r"[a-z]\d|\d[a-z]")


class _Folding(dict[int, str | None]):
    """What each character becomes in a folded text, worked out when it is first met.

    `None` marks a character that is dropped: `translate` is fast only with that.
    """

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        folded = self[code] = None if unseen(letter) else _folded(letter) or None
        return folded


def _folded(letter: str) -> str:
    if letter.isascii():
        return "" if letter in _DROPPED else letter.lower()
    import unicodedata  # seldom needed

    # Full-width and mathematical letters, ligatures, superscripts, and accents apart from letters.
    plain = unicodedata.normalize("NFKD", letter).casefold()
    parts = unicodedata.normalize("NFKD", plain).translate(_ALIKE)
    return "".join(
        _DASHES.get(part, "-") if unicodedata.category(part) == "Pd" or part == "−" else part
        for part in parts
        if part not in _DROPPED and not unicodedata.combining(part)
    )


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` as secrets are compared: in lower case, without quotes and what can't be seen."""
    if text.isascii() and text.isprintable():  # nearly always, and quicker
        return _without_quotes(text.lower())
    return text.translate(_FOLDING)


def _bare(text: str) -> str:
    """`text` without quotes and what can't be seen, in its own case."""
    if text.isascii() and text.isprintable():
        return _without_quotes(text)
    return "".join(letter for letter in text if _FOLDING[ord(letter)])


def _without_quotes(text: str) -> str:
    return text.replace(" ", "").replace('"', "").replace("'", "").replace("`", "")


def key_owner(text: str) -> tuple[str, str] | None:
    """(what the key is, the provider's id) if the whole `text` is unmistakably a key."""
    for pattern, what, provider in unmistakable_keys():
        if pattern.fullmatch(text):
            return what, provider.id
    return None


class Secrets:
    """Every secret in a set of values. Nothing else hides any."""

    def __init__(
        self, settings: Settings, provider: Provider | None, more: Iterable[str] = ()
    ) -> None:
        """`more` are passwords that might have been chosen."""
        self._settings = settings
        self._provider = provider
        self._more = tuple(more)
        self._password = fold(settings.password or "")
        self._values = [
            (name, value)
            for name, value in vars(settings).items()
            if value is not None and name != "password"
        ]
        self._user_name_is_secret = self._is_user_name_secret()
        self._misplaced = [name for name, value in self._values if self._is_misplaced(name, value)]
        self._may_be_in_values = self._look_into_values()

    @cached_property
    def shown(self) -> Settings:
        """The settings to show."""
        shown = dict(self._values)
        if self._may_be_in_values:
            shown = {name: self._field(name, value) for name, value in self._values}
        if self._settings.password:
            shown["password"] = HIDDEN
        return Settings(**shown)

    @property
    def in_values(self) -> bool:
        """Whether a secret is in any other field than Password."""
        return self._may_be_in_values and self._is_in_values

    @cached_property
    def _is_in_values(self) -> bool:
        return any(getattr(self.shown, name) != value for name, value in self._values)

    def redact(self, text: str) -> str:
        """`text` with every secret in it replaced."""
        if any(fold(text) == fold(getattr(self._settings, name)) for name in self._misplaced):
            return HIDDEN
        shown = self._hide(text, self._forms)
        return HIDDEN if _shares(shown, self._hidden_pieces) else shown

    def redact_places(self, texts: Sequence[str]) -> list[str]:
        """The same for words that say where something is.

        They have the names of passwords in them, and no values; but a reader may have taken a
        piece of a secret for a name.
        """
        joined = "\n".join(texts)
        plain = "@" not in joined and len(self._password) not in range(1, _PIECE)
        if plain and self._redact_place(joined) == joined:  # nearly always
            return list(texts)
        return [self._redact_place(text) for text in texts]

    def _redact_place(self, text: str) -> str:
        shown = self._hide(text, self._forms, named=False)
        pieces = self._hidden_pieces | self._secret_pieces
        if not _shares(shown, pieces):
            return shown
        left = _WORD.sub(lambda word: HIDDEN if _shares(word[0], pieces) else word[0], shown)
        return HIDDEN if _shares(left, pieces) else left

    def redact_reply(self, texts: Sequence[str]) -> list[str]:
        """The same for the lines of a server's reply, which may have a secret cut in pieces.

        What only looks like a secret isn't taken for one: what follows an email address in a reply
        is the reason, and no password as in a value.
        """
        shown = [self._redact_words(text) for text in texts]
        return [HIDDEN] * len(shown) if _shares("".join(shown), self._reply_pieces) else shown

    def _redact_words(self, text: str) -> str:
        shown = self._hide(text, self._forms | self._encodings, by_looks=False)
        pieces = self._reply_pieces
        return _WORD.sub(lambda word: HIDDEN if _shares(word[0], pieces) else word[0], shown)

    def fix(self, fix: dict[str, str]) -> dict[str, str]:
        """The new values of a fix, to show; those for a hidden field are hidden unless public."""
        return {name: self._fixed(name, value) for name, value in fix.items()}

    def _fixed(self, name: str, value: str) -> str:
        if not value:
            return value
        hidden = getattr(self.shown, name) == HIDDEN and not is_public(fold(value))
        return HIDDEN if hidden or name == "password" else self.redact(value)

    def _field(self, name: str, value: str) -> str:
        if name in self._misplaced:
            return HIDDEN
        if name == "user_name":
            if self._user_name_is_secret:
                return HIDDEN
            place = self._after_colon(value)
            if place is not None and self._hide(value, self._passwords) == value:
                return self._hide(value[:place], self._forms) + HIDDEN
        return self._hide(value, self._forms)

    def _hide(
        self, text: str, forms: frozenset[str], *, named: bool = True, by_looks: bool = True
    ) -> str:
        """`text` without these secrets, and without what looks like one.

        That is keys and credentials, and passwords that are `named`.
        """
        shown = self._hide_as_it_is(text, forms, named, by_looks)
        if not _CODES.search(shown):
            return shown
        bare = _bare(shown)
        # An equals sign before two digits is a code in emails, and only a sign elsewhere.
        once = (_decoded(shown), _decoded(bare), _decoded(shown.replace("=", " ")))
        decoded = {*once, *map(_decoded, once)} - {shown, bare}
        hidden = any(self._hide_as_it_is(one, forms, named, by_looks) != one for one in decoded)
        return HIDDEN if hidden else shown

    def _hide_as_it_is(self, text: str, forms: frozenset[str], named: bool, by_looks: bool) -> str:
        folded = fold(text)
        if not folded:
            return text
        runs = _RUN.findall(folded)
        if self._is_password(folded) or (runs and _has_sign_in(text)):
            return HIDDEN
        if by_looks and runs and self._has_key(folded, named):
            return HIDDEN
        spans = _found(text, folded, forms)
        if by_looks:
            spans += _credentials(text)
        if runs and max(map(len, runs)) >= self._shortest_encoding:
            spans += _found(text, folded, self._encodings)
        if by_looks and named and (place := _after_name(text, folded)) is not None:
            spans.append((place, len(text)))
        return _cut(text, spans) if spans else text

    def _is_password(self, folded: str) -> bool:
        """Whether a folded text is the password, or most of it: one that was cut off."""
        if folded == self._password:
            return True
        size = len(folded)
        most = size >= _PIECE and 3 * size >= 2 * len(self._password) and folded in self._password
        return most and not is_public(folded)

    def _has_key(self, folded: str, named: bool = True) -> bool:
        """Whether a key is in a folded text, or what may be a token.

        Where names are expected (not `named`), letters alone that go on from a word are a name,
        such as `require_transport_security`.
        """
        tokens = self._provider is None or self._provider.password.same_as_user_name
        if tokens and _UUID.search(folded):
            return True
        found = (match for it in _key_patterns() for match in it.finditer(folded))
        return any(named or not _goes_on(match) for match in found)

    def _look_into_values(self) -> bool:
        """A quick look at all values in one, since most of the time no secret is in them."""
        joined = "|".join([value for _, value in self._values])
        folded = fold(joined)
        password = self._password
        if password and password.strip(AROUND) in folded:
            return True
        if [it for it in folded.split("|") if len(it) >= _PIECE and it in password]:
            return True
        if self._user_name_is_secret or ":" in (self._settings.user_name or ""):
            return True
        if self._misplaced:
            return True
        plain = len(folded) == len(joined) and not self._more and not _SIGNS.search(folded)
        if plain and not self._may_be_encoded(folded) and not _has_sign_in(joined):
            return False
        pasted = any(True for _, value in self._values for _ in _credentials(value))
        return pasted or self._hide(joined, self._passwords) != joined

    def _may_be_encoded(self, folded: str) -> bool:
        """Whether values have a key, or are long enough for the Base64 of the password."""
        password = self._password.strip(AROUND)
        if password and (len(password) < _LONG_RUN or not password.isascii()):
            return True
        runs = _RUN.findall(folded)
        if not runs:
            return False
        encoded = password != "" and max(map(len, runs)) >= _encoded_size(password)
        return encoded or self._has_key(folded)

    @cached_property
    def _passwords(self) -> frozenset[str]:
        """The value of Password, folded, in every form that it may appear in."""
        texts = [self._password, *_variants(self._password), *map(fold, self._more)]
        forms = frozenset(text for text in texts if len(text) >= _SHORTEST)
        return forms if len(self._password) >= _LONG_RUN else forms | self._encodings

    @cached_property
    def _shortest_encoding(self) -> int:
        folded = (self._password, *map(fold, (*self._more, *self._secrets_in_values())))
        bare = [secret.strip(AROUND) for secret in folded]
        return min((_encoded_size(it) if it.isascii() else 0 for it in bare if it), default=0)

    @cached_property
    def _encodings(self) -> frozenset[str]:
        """Every secret as Base64 and in hexadecimal."""
        secrets = [self._settings.password or "", *self._more, *self._secrets_in_values()]
        bare = [_bare(secret) for secret in secrets]
        # A quote inside may belong to the password, one around it hardly does.
        within = [secret.strip(AROUND + _QUOTES) for secret in (*secrets, *bare)]
        all_of_them = {*secrets, *bare, *within}
        return frozenset(form for secret in all_of_them for form in _encoded(secret))

    @cached_property
    def _forms(self) -> frozenset[str]:
        """Every secret that is hidden inside other text, folded."""
        if not self._may_be_in_values:
            return self._passwords
        forms = map(fold, self._secrets_in_values())
        return self._passwords.union(form for form in forms if len(form) >= _SHORTEST)

    def _secrets_in_values(self) -> Iterator[str]:
        """The secrets inside other values: tokens, credentials, and what is named a password."""
        for name, value in self._values:
            for start, end in _credentials(value):
                user, colon, password = value[start:end].partition(":")
                if colon:
                    yield from (value[start:end], password, _decoded(password))
                elif len(user) >= _LONG_USER:
                    yield user
            if (place := _after_name(value, fold(value))) is not None:
                yield _WORD_END.split(value[place:].strip(_QUOTES + " "), maxsplit=1)[0]
            if name == "user_name" and self._user_name_is_secret:
                yield value
            elif name == "user_name" and (place := self._after_colon(value)) is not None:
                yield value[place:]

    def _after_colon(self, user_name: str) -> int | None:
        """Where a password begins in a user name such as `name:password`."""
        colon = user_name.find(":")
        shape = self._provider.user_name.shape if self._provider else None
        if colon < 0 or "://" in user_name or (shape and re.fullmatch(shape, user_name)):
            return None
        return colon + 1

    def _is_user_name_secret(self) -> bool:
        """Whether the user name has the shape of a password, and not of a user name.

        With Postmark a right user name is the secret itself; where such a secret has no known
        shape, every user name counts as one.
        """
        name = self._settings.user_name
        if name is None:
            return False
        if self._provider is None:
            address = fold(self._settings.address or "")
            return _is_like_a_token(fold(name)) or _is_of_token_host(address)
        password, user_name = self._provider.password, self._provider.user_name
        if not password.shape:
            return password.same_as_user_name
        if user_name.shape and re.fullmatch(user_name.shape, name):
            return False
        return any(
            re.fullmatch(password.shape, text) for text in {name, fold(name), "".join(name.split())}
        )

    def _is_misplaced(self, name: str, value: str) -> bool:
        """Whether a value isn't what its field takes, and looks like a password.

        That a sender isn't an address is certain. A user name may be right all the same, unless the
        provider has one for everyone, so it has to look more like a password.
        """
        if "@" in value:
            return False
        if name in SENDER_FIELDS:
            shape = self._provider.password.shape if self._provider else None
            return _is_like_a_password(value, 2) or bool(shape and re.fullmatch(shape, value))
        if name != "user_name" or self._provider is None:
            return False
        wanted = self._provider.user_name
        right = value == wanted.value or (wanted.shape and re.fullmatch(wanted.shape, value))
        return wanted.rule in ("address", "fixed") and not right and _is_like_a_password(value, 3)

    @cached_property
    def _secret_pieces(self) -> set[str]:
        return {piece for form in self._forms for piece in _pieces(form)}

    @cached_property
    def _reply_pieces(self) -> set[str]:
        """The pieces of every secret in every form, but of nothing that is shown anyway."""
        pieces = {piece for form in self._forms | self._encodings for piece in _pieces(form)}
        for _, value in self.shown.given():
            pieces.difference_update(_pieces(fold(value)))
        return pieces | self._hidden_pieces

    @cached_property
    def _hidden_pieces(self) -> set[str]:
        """The pieces of fields that are hidden, and shown nowhere: rules make values of them."""
        if not self.in_values:
            return set()
        pieces: set[str] = set()
        for name, value in self._values:
            if getattr(self.shown, name) != value and name not in self._misplaced:
                pieces.update(_pieces(fold(value)))
        for _, value in self.shown.given():
            pieces.difference_update(_pieces(fold(value)))
        return pieces


def _has_sign_in(text: str) -> bool:
    """Whether a text has a user name and a password in it as `AUTH PLAIN` sends them.

    They are the Base64 of a zero byte, the name, a zero byte and the password: RFC 4616.
    """
    if not _MAYBE_PLAIN.search(text):  # nearly always
        return False
    spaced = " ".join(map(_bare, text.split(" ")))
    runs = [*_PLAIN.findall(spaced), *_PLAIN.findall(spaced.replace(" ", ""))]
    return any(map(_is_sign_in, runs))


def _is_sign_in(run: str) -> bool:
    data = a2b_base64(run[: len(run) // 4 * 4]).decode("utf-8", "replace")
    parts = data.rstrip("\ufffd").split("\0")
    return len(parts) == 3 and all(part.isprintable() and "\ufffd" not in part for part in parts)


def _credentials(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has the credentials of a URL, or a password after a mail address."""
    at = text.rfind("@")
    if at < 0:
        return
    scheme = text.find("://")
    label = _LABEL.match(text)
    start = scheme + 3 if 0 <= scheme < at else label.end() if label else 0
    if start < at and (start == scheme + 3 or ":" in text[start:at]):
        yield start, at
    if end := _HOST_END.search(text, at):
        rest = text[end.start() :].lstrip(": \t\r\n")
        if rest and not _PORT.fullmatch(rest) and rest[0] not in "(<,;":
            yield len(text) - len(rest), len(text)


def _after_name(text: str, folded: str) -> int | None:
    """Where in `text` that begins which follows a name for a password, as in `password: x`."""
    match = _NAMED.search(folded) if ":" in folded or "=" in folded else None
    # Only as far as it's needed: the text may be long.
    return next(islice(_places(text), match.end() - 1, None)) + 1 if match else None


def _found(text: str, folded: str, forms: frozenset[str]) -> list[tuple[int, int]]:
    """Where the secrets are in `text`, each with the rest of its word.

    What is around a secret may be more of it, of which Password has only a part.
    """
    found = [form for form in forms if form in folded and (form == folded or not is_public(form))]
    if not found:
        return []
    places = list(_places(text))
    words = [match.span() for match in _WORD.finditer(text)]
    return [
        (
            words[bisect(words, (places[start], len(text))) - 1][0],
            words[bisect(words, (places[end - 1], len(text))) - 1][1],
        )
        for form in found
        for start, end in _occurrences(form, folded)
    ]


def _occurrences(form: str, folded: str) -> Iterator[tuple[int, int]]:
    start = folded.find(form)
    while start >= 0:
        yield start, start + len(form)
        # Not one by one: a long form that repeats itself would take too long.
        start = folded.find(form, start + 1 + len(form) // 8)


def _places(text: str) -> Iterator[int]:
    """For each character of the folded text, where it is in `text`."""
    return (place for place, letter in enumerate(text) for _ in _FOLDING[ord(letter)] or "")


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with each of the spans replaced, those that overlap or touch by one mark."""
    pieces, end = [], -1
    for start, stop in sorted(spans):
        if start > end:
            pieces += [text[max(end, 0) : start], HIDDEN]
        end = max(end, stop)
    return "".join([*pieces, text[max(end, 0) :]])


def _pieces(folded: str) -> list[str]:
    return [folded[place : place + _PIECE] for place in range(len(folded) - _PIECE + 1)]


def _shares(text: str, pieces: set[str]) -> bool:
    """Whether a text has any of these pieces, other than public words."""
    return any(not is_public(piece) for piece in pieces.intersection(_pieces(fold(text))))


def _variants(password: str) -> Iterator[str]:
    """A folded password without what may have come along with it."""
    yield password.strip(".,;")
    bare = password.strip(AROUND)
    if len(bare) >= _PIECE:
        yield bare
    if match := _BEARER.match(bare):
        yield bare[match.end() :]


def _encoded_size(ascii_text: str) -> int:
    """How long its Base64 is at least, without what its neighbors take part in."""
    return 4 * len(ascii_text) // 3 - 3


def _encoded(secret: str) -> Iterator[str]:
    """A secret in hexadecimal, and its folded Base64, wherever it begins in what was encoded."""
    data = secret.encode("utf-8", "surrogatepass")
    if len(data) < _PIECE:
        return
    yield data.hex()
    for offset in range(3):
        text = b2a_base64(bytes(offset) + data, newline=False).decode().rstrip("=")
        # The first and the last character are also made of what is beside the secret.
        end = len(text) - ((offset + len(data)) % 3 > 0)
        form = text[(0, 2, 3)[offset] : end].lower()
        yield form
        yield form.replace("+", "-").replace("/", "_")


def _decoded(text: str) -> str:
    """The text without the codes that URLs, emails, web pages and programs write characters in."""
    data = _ESCAPED.sub(_character, text).encode("utf-8", "surrogatepass")
    data = _CODED_BYTE.sub(lambda code: bytes([int(code[1], 16)]) if code[1] else b"", data)
    return data.decode("utf-8", "replace")


def _character(code: re.Match[str]) -> str:
    digits = code["entity"] or code["unicode"] or code["byte"]
    if code["decimal"] or digits:
        return chr(int(code["decimal"]) if code["decimal"] else int(digits, 16))
    return code["same"] or _ENTITIES[code["name"].lower()]


def _is_like_a_token(folded: str) -> bool:
    """Whether a user name may be a secret made by a machine: letters and digits well mixed."""
    if not _TOKEN.fullmatch(folded):
        return False
    return _UUID.fullmatch(folded) is not None or len(_MIXED.findall(folded)) > 3


def _is_like_a_password(text: str, kinds: int) -> bool:
    """Whether a text has characters of so many kinds, as passwords do, and digits or symbols."""
    if len(text) < _SHORTEST_MISPLACED or _WORD.fullmatch(text) is None:
        return False
    if _DOMAIN_OR_PLACEHOLDER.fullmatch(text):
        return False
    lower, upper, digit, symbol = (kind.search(text) is not None for kind in _KINDS)
    return (digit or symbol) and lower + upper + digit + symbol >= kinds


def _goes_on(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()]
    return before.isalpha() and match[0].replace("_", "").isalpha()


@cache
def _key_patterns() -> list[re.Pattern[str]]:
    """The shapes for a folded text. In lower case they are searched for five times as fast."""
    shapes = [key.pattern for key, _, _ in unmistakable_keys()]
    return [
        re.compile(shape, re.IGNORECASE)
        if re.search(r"\\[A-Z]", shape)
        else re.compile(shape.lower())
        for shape in shapes
    ]


def _is_of_token_host(folded: str) -> bool:
    """Whether an address has the host of a provider whose user name is the password, too."""
    return _token_hosts().search(folded) is not None


@cache
def _token_hosts() -> re.Pattern[str]:
    known = provider_by_host().items()
    hosts = [re.escape(host) for host, it in known if it.password.same_as_user_name]
    return re.compile("|".join(hosts))


def is_public(folded: str) -> bool:
    """Whether a folded text is part of a public word, and so isn't a secret."""
    return folded in _public_words()


@cache
def _public_words() -> str:
    """Public words: the providers' names, hosts and the like, and the fields' labels."""
    words = [*FIELDS, *LABELS.values(), "forem", "smtp", "localhost", "2525"]
    for one in providers().values():
        words += [one.id, one.name, one.user_name.value or "", *one.other_names]
        words += [*(host.host for host in one.hosts), *(old.host for old in one.renamed)]
        words += [*one.web_domains, *one.mail_domains, *one.not_smtp]
        words += [*one.authentication.mechanisms, *(str(port.port) for port in one.ports)]
    return "\n".join(map(fold, words))
