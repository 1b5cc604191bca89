"""The table of free plans says exactly what the relays' pages say about them."""

from __future__ import annotations

import dataclasses

from forem_smtp.providers import providers
from sitegen.generate.providers import about_free_plan, free_plans


def test_only_sentences_about_a_free_plan_are_extracted() -> None:
    provider = dataclasses.replace(
        providers()["mailgun"],
        limits=[
            "Free plan: 1,000 emails a month. A new paid account: 1,000 a day.",
            "The freedom plan has none.",
            "100 a day while it's FREE",
        ],
    )
    assert about_free_plan(provider) == [
        "Free plan: 1,000 emails a month.",
        "100 a day while it's FREE",
    ]


def test_the_table_has_each_relay_with_a_free_plan_and_no_mailbox() -> None:
    rows = free_plans().splitlines()[2:]
    wanted = {
        provider.id
        for provider in providers().values()
        if provider.kind == "relay" and about_free_plan(provider)
    }
    assert len(rows) == len(wanted) > 5
    for id in wanted:
        [row] = [row for row in rows if f"(../providers/{id}.md#limits)" in row]
        assert all(sentence in row for sentence in about_free_plan(providers()[id]))
