"""The page on payloads shows each as the engine writes it, and the build reads it back."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import PluginError

from forem_smtp import PAYLOADS, payload, read
from sitegen import payloads
from sitegen.examples import examples, wrong
from tests.examples import DOCS

PAGE: Any = SimpleNamespace(file=SimpleNamespace(src_uri="payloads.md"))
UNUSED: Any = None
TEXT = (DOCS / "payloads.md").read_text(encoding="utf-8")


def rendered(markdown: str) -> str:
    return payloads.on_page_markdown(markdown, page=PAGE, config=UNUSED, files=UNUSED)


def test_each_payload_is_shown_as_it_is_written() -> None:
    shown = list(examples("payloads.md", rendered(TEXT)))
    assert [one.text for one in shown] == [payload(payloads.SAMPLE, name) for name in PAYLOADS]
    for name, one in zip(PAYLOADS, shown, strict=True):
        assert wrong(one) == ""
        assert (read(one.text).format, read(one.text).settings) == (name, payloads.SAMPLE)


def test_each_has_its_place_with_an_address() -> None:
    for name, kind in PAYLOADS.items():
        part = TEXT.partition(f"## `{name}`: ")[2].partition("\n## ")[0]
        assert part.partition("\n")[0].endswith(f"{{#{name}}}")
        assert f"importing.md#import-{name})" in part
        assert f"<!-- payload {name} -->" in part
        assert f"`{kind.filename}`" in payloads.described(name)


@pytest.mark.parametrize("name", ["json", "systemd"])
def test_a_payload_that_is_not_shown_stops_the_build(name: str) -> None:
    with pytest.raises(PluginError):
        rendered(TEXT.replace(f"<!-- payload {name} -->", ""))


def test_an_example_that_is_not_read_back_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = PAYLOADS["json"]._replace(
        read=lambda text: dataclasses.replace(payloads.SAMPLE, port="25")
    )
    monkeypatch.setitem(PAYLOADS, "json", other)
    with pytest.raises(PluginError):
        payloads.described("json")


def test_the_table_tells_what_is_refused() -> None:
    rows = (line.strip("| ").split(" | ") for line in payloads.limits().splitlines()[2:])
    told = dict(rows)
    assert set(told) == set(payloads.LIMITS)
    assert told["Both kinds of quotes"] == "all"
    assert told["A line break"] == "all but `dotenv`, `docker-env`"
    assert told["A noncharacter of Unicode, such as U+FFFE"] == "all but `systemd`"
    assert told["NUL"] == "none"
    assert told["A Reply-to that is not the From"] == (
        "all but `dotenv`, `docker-env`, `shell`, `systemd`"
    )
