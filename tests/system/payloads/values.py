"""Settings with user names and passwords that are difficult to quote, and their payloads."""

from __future__ import annotations

import functools
import random
import string
from typing import NamedTuple

from forem_smtp import PayloadError, Settings, check, payload
from forem_smtp.payloads.environment import NAMES
from forem_smtp.rules.samples import SENDGRID

HARD = [
    "plain",
    "it's",
    'say "so"',
    "back\\slash",
    "ends with \\",
    "two \\\\ in a row",
    "$HOME ${HOME} $(id) `id`",
    "${HOME:-x} and ${}",
    "#{1 + 1} # no comment",
    "a #comment",
    "a\t#comment",
    "#",
    "; no comment",
    "a=b&c;d|e",
    "\\n \\r \\t \\x41 \\u0041 \\101",
    "100 % 'q' \"Q\" %h %% %(x)s",
    " space inside ",
    "'quoted'",
    '"quoted"',
    "'it's'",
    "'one",
    '"one',
    "ünïcödé ✓ 漢字 🌷 \u0430\u0301",
    "'",
    '"',
    "\\",
    "'\\",
    "\"'\\",
    "`",
    "'`id`",
    "'`id",
    "$",
    "$$",
    "\\$x",
    "'$x",
    "'\\$x",
    "'\\n",
    "'$(id)",
    "!history ^x^y~ {a,b} [!a] *?",
    "-e",
    "--",
    "export X=1",
    "</script><!--",
    "*/ // ${1 + 1} \\u{41}",
    "first\nsecond",
    "first\nSMTP_ADDRESS=evil.example",
    "'first\n#second\n\n'third",
    "first\rsecond",
    "first\r\nsecond",
    "tab\tinside \x01\x02\x1b\x7f\x81\x88\x9f",
    "line\u2028paragraph\u2029next\x85end\u2028",
    "\x1cends\x1f",
    "\u3000wide\u2003",
    "\ufeffbom\ufeff",
    "not a character \ufffe \ufdd0",
    string.printable[:95],
    "x" * 4000,
]
PIECES = string.printable[:95] + "''\"\"\\\\$$##%%``  {}" + "äß漢🌷"


class Written(NamedTuple):
    """Settings as they should arrive, and their payload."""

    settings: Settings
    text: str

    @property
    def variables(self) -> dict[str, str]:
        """The environment that the payload should produce."""
        given = dict(self.settings.given())
        return {NAMES[name]: given[name] for name in NAMES if name in given}


@functools.cache
def hard_settings() -> tuple[Settings, ...]:
    """Return the difficult values and 2,000 random ones, each as user name and as password."""
    draw = random.Random(8314)
    # Small alphabets make awkward combinations; large ones cover every character.
    unicode = "".join(filter(str.isprintable, map(chr, draw.sample(range(0x110000), 20_000))))
    alphabets = ["ab'\"\\$`# {}", "'\\\"nr$(", PIECES, PIECES, PIECES + unicode]
    made = [
        "".join(draw.choices(draw.choice(alphabets), k=draw.randint(1, 24))) for _ in range(2000)
    ]
    values = HARD + made
    pairs = zip(values, reversed(values), strict=True)
    # The checker removes spaces at the ends.
    return tuple(
        check(
            Settings(
                user_name=name,
                password=password,
                address="mail.example.org",
                authentication="plain",
            )
        ).settings
        for name, password in pairs
    )


@functools.cache
def written(name: str) -> tuple[Written, ...]:
    """Return what the format `name` can hold; other values are refused with the field's name."""
    found = []
    for settings in hard_settings():
        try:
            found.append(Written(settings, payload(settings, name)))
        except PayloadError as error:
            assert error.field in ("user_name", "password")
            assert str(getattr(settings, error.field)) not in str(error) or settings.password == "'"
    return tuple(found)


def hard_cases(name: str) -> list[Written]:
    """Return the difficult values, with all other fields filled in."""
    full = []
    for settings, _ in written(name)[: len(HARD)]:
        whole = SENDGRID.replaced(
            {"user_name": str(settings.user_name), "password": str(settings.password)}
        )
        full.append(Written(whole, payload(whole, name)))
    return full
