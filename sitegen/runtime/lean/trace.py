"""Runs inside Pyodide's tracing module under Node.js (see trace.mjs), and does everything that the
browser may ever ask of Python. What doesn't run here isn't in the lean interpreter.
"""

import asyncio
import gc
import json
import traceback

import js
import polyscript
from pyodide.ffi import create_proxy, to_js

from forem_smtp import PAYLOADS, RULES, bridge
from forem_smtp.settings import FIELDS
from forem_smtp.volume import FIELDS as NUMBERS

ODD = [
    "",
    " ",
    "\ufeff",
    "bücher.example",
    "ＳＧ．",
    "e\u0301",
    "𝒮.example",
    "İ①한ﷺ—сору。xn--milgun-3nf",
    "\u202e",
    "\0",
    "x" * 10_000,
    'user name;"a ""quoted"" cell"\na cell, with a "quote,\n',
]


def ask(name: str, request: dict[str, object]) -> dict[str, object]:
    answer: dict[str, object] = json.loads(getattr(bridge, name)(json.dumps(request)))
    return answer


def ask_everything() -> None:
    """Call each function of the bridge on every rule's examples, and read all payloads back."""
    for rule in RULES:
        for example in (*rule.caught, *rule.passed):
            request = {
                "settings": dict(example.settings.given()),
                "forem": {
                    "edition": example.instance.edition,
                    "hosting": example.instance.hosting,
                    "sendgrid_api_key": example.instance.sendgrid_api_key,
                    "app_domain": example.instance.app_domain,
                    "community_name": example.instance.community_name,
                },
                "code": rule.code,
                "name": "json",
                "values": dict.fromkeys(NUMBERS, "1,000"),
                "site": "https://example.org/",
                "text": f"535 5.7.8 {rule.message}",
            }
            for name in bridge.__all__:
                ask(name, request)
            for name in PAYLOADS:
                written = ask("payload", {**request, "name": name})["text"]
                ask("read", {"text": written or ""})


def ask_oddly() -> None:
    for text in ODD:
        settings = dict.fromkeys(FIELDS, text)
        for name in bridge.__all__:
            values = dict.fromkeys(NUMBERS, text)
            ask(name, {"settings": settings, "text": text, "name": "shell", "values": values})
    for name in bridge.__all__:
        try:
            getattr(bridge, name)("no JSON")
        except ValueError:
            traceback.format_exc()


async def cross_over() -> None:
    """Pass values of every kind from Python to JavaScript and back."""
    values = [None, True, 1, 2**70, 1.5, "text", "ü𝒮", b"bytes", [1], (1,), {"a": [1]}, {1}, len]
    for value in values:
        proxy = create_proxy(value)
        js.Array.of(proxy, to_js(value), value)
        proxy.destroy()
    there = js.JSON.parse('{"a": [1, 1.5, null, "text", {"b": true}], "c": {}}')
    back = there.to_py()
    assert to_js(back, dict_converter=js.Object.fromEntries).a.length == len(there.a)
    assert (
        next(iter(there.a)) == 1 and there.c is not there.a and bool(there.c) and "a" in dir(there)
    )
    assert await polyscript.later(there) == there
    await asyncio.gather(asyncio.sleep(0), *(polyscript.later(value) for value in (1, "text")))
    assert json.loads(js.JSON.stringify(polyscript.config)) == {}
    try:
        polyscript.fails()
    except Exception:
        traceback.format_exc()
    js.handed_over = bridge.__all__


ask("check", {"settings": {"address": "smtp.example.org", "port": "465"}})
polyscript.first()
ask_everything()
ask_oddly()
await cross_over()  # type: ignore[top-level-await]  # noqa: F704
gc.collect()
from forem_smtp.bridge import *  # noqa: E402, F403

__export__ = bridge.__all__
