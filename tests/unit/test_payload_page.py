"""The page on payloads shows each one as the engine writes it, and the build reads it back."""

from __future__ import annotations

import dataclasses

import pytest

from forem_smtp import PAYLOADS, payload, read
from sitegen.context import PageContext
from sitegen.errors import SiteError
from sitegen.examples import examples, wrong
from sitegen.generate import payloads
from sitegen.markers import fill_markdown
from tests.examples import DOCS

PAGE = PageContext("payloads.md", "payloads/")
TEXT = (DOCS / "payloads.md").read_text(encoding="utf-8")


def test_each_payload_is_shown_as_it_is_written() -> None:
    shown = list(examples("payloads.md", fill_markdown(TEXT, PAGE)))
    assert [one.text for one in shown] == [payload(payloads.SAMPLE, name) for name in PAYLOADS]
    for name, one in zip(PAYLOADS, shown, strict=True):
        assert wrong(one) == ""
        assert (read(one.text).format, read(one.text).settings) == (name, payloads.SAMPLE)


def test_each_payload_has_a_section_with_an_anchor() -> None:
    for name, kind in PAYLOADS.items():
        part = TEXT.partition(f"## `{name}`: ")[2].partition("\n## ")[0]
        assert part.partition("\n")[0].endswith(f"{{#{name}}}")
        place = {
            "test-mail": "test-mail.md#test-mail-rails",
            "browser": "importing/browser.md",
        }.get(name, f"importing/formats.md#import-{name}")
        assert f"({place})" in part
        assert f"<!-- payload: {name} -->" in part
        assert f"`{kind.filename}`" in payloads.described(name)


@pytest.mark.parametrize("name", ["json", "systemd"])
def test_a_payload_that_is_not_shown_stops_the_build(name: str) -> None:
    with pytest.raises(SiteError):
        payloads.check_all_shown(TEXT.replace(f"<!-- payload: {name} -->", ""))


def test_an_example_that_is_not_read_back_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = dataclasses.replace(
        PAYLOADS["json"], read=lambda text: dataclasses.replace(payloads.SAMPLE, port="25")
    )
    monkeypatch.setitem(PAYLOADS, "json", other)
    with pytest.raises(SiteError):
        payloads.described("json")


def test_the_table_of_limits() -> None:
    rows = (line.strip("| ").split(" | ") for line in payloads.limits().splitlines()[2:])
    shown = dict(rows)
    assert set(shown) == set(payloads.LIMITS)
    assert shown["Both kinds of quotation marks"] == "all"
    assert shown["A line break"] == "all but `dotenv`, `docker-env`"
    assert shown["A Unicode noncharacter, such as U+FFFE"] == "all but `systemd`"
    assert shown["NUL"] == "none"
    assert shown["A Reply-to that differs from From"] == (
        "all but `dotenv`, `docker-env`, `shell`, `systemd`"
    )
