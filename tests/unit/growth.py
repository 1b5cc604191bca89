"""Inputs that make careless code slow, and how a function's run time grows with their size.

`python -m tests.unit.growth` tries every input on every function, which takes hours;
`--every 50` tries every fiftieth pair. The tests try a few.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import product
from time import process_time

from forem_smtp import Settings, bridge, check, explain, payload, read
from forem_smtp.cli.formats import Checked
from forem_smtp.cli.formats.github import github
from forem_smtp.cli.formats.sarif import sarif
from forem_smtp.normalize import LONGEST
from forem_smtp.payloads import PAYLOADS, PayloadError
from forem_smtp.payloads.environment import declaration
from forem_smtp.rules.samples import SENDGRID
from forem_smtp.settings import FIELDS

SIGNS = " \t\n\r\v\\'\"`{}[]()<>@:;,.-_=|/#&%$!?*+~^0aA\u00a0\u200b\u200e\u2028é"
PAIRS = [
    *(f"a{sign}" for sign in SIGNS),
    *(f"{sign} " for sign in SIGNS),
    *(f"{sign}\n" for sign in SIGNS),
    *(f"\\{sign}" for sign in SIGNS),
]
WORDS = [
    "${", "${a", "${a:-", "$(", "{{", "<%=", "%a%", "a=\n", "a: ", "a: 1\n", "- a", "- a: b\n",
    "a=b&", "a@b ", "a@b,", "<a@b>", "a.b.", "a.b ", "a-b", "::", "1.", "1:2:", "0x", "//", "://",
    "smtp://", "smtp://a@", "smtp://a:b@", "smtp:a", "smtps:", "mail ", "mail: ", "host ",
    "host=a\n", "port ", "port: ", "port: 587 ", "ports port ", "Port:\n", "Server\tPort\n",
    "Server: a.b ", "IMAP:", "pop3:", "SMTP:", "pass", "password", "password: ", "secret",
    "token=", "key ", "Bearer ", "Net::", "Net::a", "Net::SMTP", "Net::OpenTimeout", "Errno::E",
    "535 ", "535-", "535 5.7.8 ", "250 2.0.0", "5.7.8", "4.7.", "createTransport",
    "createTransport(", "createTransport ", "{\"a\":", "{\"a\": 1}, ", "[\"a\", ", "'a': 'b', ",
    ":a => ", "a::b", "A='", 'A="', "A=\\''", "A=\\'\"", "A='\"", "A='x\n", "A=\\''\n", 'A="$x\n',
    "export ", "export A=", "SMTP_HOST=a\n", "SMTP_PASSWORD=", "  'a' => '", "  'a' => 'b',\n",
    "\"\\r\" '", "gitlab_rails['smtp_address'] = 'a'\n", "curl smtp://", "swaks --server ", "--a ",
    "-u a:b ", "[mailer]\n", "relayhost = [a]:1\n", "a.b:1 c:d\n", "your ", "my ", "SG.", "SG.x",
    "x", "xx", "key-", "re_", "AKIA", "a1A", "abcd ", "\x1b[", "\x1b[0", "\ud800",
    "\U0001f600\u200d", "\u202e", "\ufe0f", "Encryption: TLS ", "robin@example.org Plan: ",
]  # fmt: skip
UNITS = [*dict.fromkeys([*PAIRS, *WORDS])]
BEGINNINGS = [
    "", " ", "x", '"', "'", "a@", "a.b", "a=", "SMTP_PASSWORD=", "SMTP_PASSWORD='",
    'SMTP_PASSWORD="', "smtp://", "password: ", "createTransport(", "smtp_settings = {", "{", "<",
    "535 ", "Net::SMTP",
]  # fmt: skip
SMALL, LARGE = 12_000, 48_000
"""Lengths of the texts. Twice the length may take 2.5 times as long, so four times takes 6.25."""
MAX_GROWTH = 6.25
_LINE = 3_900
NEGLIGIBLE = 0.004
"""CPU seconds below which a time counts as this long."""

Function = Callable[[str], object]


def reader_of(name: str) -> Function:
    first = declaration(name) if name in ("docker-env", "shell", "systemd") else ""

    def function(text: str) -> None:
        with suppress(ValueError, RecursionError):
            PAYLOADS[name].read(first + text)

    return function


def read_rails_script(text: str) -> None:
    end = "\n}\nknown = Settings::SMTP.keys"
    PAYLOADS["rails"].read(f"# encoding: utf-8\nvalues = {{\n{text}{end}")


def as_json(**values: object) -> str:
    return json.dumps(values)


def write_formats(text: str) -> None:
    checked = [Checked(file=text, report=check(Settings(address=text)), origins={"address": text})]
    github(checked)
    sarif(checked)


def writer_of(name: str) -> Function:
    def function(text: str) -> None:
        with suppress(PayloadError):
            payload(SENDGRID.replaced({"password": text}), name)

    return function


def caller_of(function: Callable[[str], str], field: str) -> Function:
    """Return a function that calls the bridge's with the text in one field."""

    def call(text: str) -> None:
        settings = {"address": "smtp.postmarkapp.com", "password": "Tulip-92-vault", field: text}
        function(as_json(settings=settings, name="dotenv"))

    return call


def checker_of(field: str) -> Function:
    return lambda text: check(SENDGRID.replaced({field: text}))


FUNCTIONS: dict[str, Function] = {
    "read": read,
    "explain": explain,
    "explain with settings": lambda text: explain(text, SENDGRID),
    "formats": write_formats,
    "bridge.read": lambda text: bridge.read(as_json(text=text)),
    "bridge.support": lambda text: bridge.support(as_json(settings={}, error=text, site=text)),
    "bridge.volume": lambda text: bridge.volume(as_json(values={"members": text})),
    "Rails script": read_rails_script,
    **{f"read {name}": reader_of(name) for name in PAYLOADS},
    **{f"write {name}": writer_of(name) for name in PAYLOADS},
    **{
        f"bridge.{function.__name__}, {name}": caller_of(function, name)
        for function in (bridge.check, bridge.link, bridge.support, bridge.payload)
        for name in FIELDS
    },
}
CHECKS: dict[str, Function] = {f"check, {name}": checker_of(name) for name in FIELDS}
"""Checks of one field. Values above the maximum length aren't checked."""


def texts(size: int) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of about this many characters, on one line and on many long lines."""
    for begin, unit in product(BEGINNINGS, UNITS):
        name = f"{begin!r} + {unit!r} * n"
        yield name, (begin + unit * (size // len(unit)))[:size]
        if "\n" not in unit:
            line = (begin + unit * (_LINE // len(unit)))[:_LINE] + "!\n"
            yield f"{name}, in lines", (line * (size // len(line) + 1))[:size]


def seconds(function: Function, text: str, tries: int) -> float:
    """Return the shortest CPU time of several runs."""
    least = float("inf")
    for _ in range(tries):
        begin = process_time()
        function(text)
        least = min(least, process_time() - begin)
    return least


def growth(function: Function, small: str, large: str) -> float:
    """Return how many times longer the large text takes.

    Other programs on the machine only ever add time, so a slow result is measured again before it
    counts.
    """
    times = seconds(function, large, 1) / NEGLIGIBLE
    for tries in (1, 3, 6, 12):
        if times <= MAX_GROWTH:
            break
        base = max(seconds(function, small, tries), NEGLIGIBLE)
        times = seconds(function, large, tries) / base
    return times


def cases(every: int = 1, start: int = 0) -> Iterator[tuple[str, float]]:
    """Yield every n-th pair of a function and a text: its name, and how the time grows."""
    place = 0
    for functions, sizes in ((FUNCTIONS, (SMALL, LARGE)), (CHECKS, (LONGEST // 4, LONGEST))):
        for (name, small), (_, large) in zip(*map(texts, sizes), strict=True):
            for label, function in functions.items():
                place += 1
                if place % every == start:
                    yield f"{label}: {name}", growth(function, small, large)


def main() -> None:
    """Print the pairs whose time grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("--from", type=int, default=0, dest="start", metavar="N")
    options = parser.parse_args()
    count = failed = 0
    for name, times in cases(options.every, options.start):
        count += 1
        if times > MAX_GROWTH:
            failed += 1
            print(f"{times:.1f} times: {name}", flush=True)
    print(f"{count} cases, {failed} grow too fast.")


if __name__ == "__main__":
    main()
