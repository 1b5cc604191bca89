"""The table of free plans says exactly what the relays' pages say about them."""

from __future__ import annotations

import dataclasses

from forem_smtp.providers import Quota, providers
from sitegen.generate.providers import about_free_plan, free_plans, most_members


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
    rows = [line for line in free_plans().splitlines() if line.startswith("| [")]
    wanted = {
        provider.id
        for provider in providers().values()
        if provider.kind == "relay" and about_free_plan(provider)
    }
    assert len(rows) == len(wanted) > 5
    for id in wanted:
        [row] = [row for row in rows if f"(../providers/{id}.md#limits)" in row]
        assert all(sentence in row for sentence in about_free_plan(providers()[id]))


def test_the_members_that_every_free_plan_falls_short_of() -> None:
    plans = [
        Quota(plan="Free plan", day=200, month=1600),  # 16 digests a month to 100 members
        Quota(plan="Paid plan", day=9000),
    ]
    provider = dataclasses.replace(providers()["mailgun"], quotas=plans)
    assert most_members(provider) == 100
    assert most_members(dataclasses.replace(provider, quotas=[])) == 0
    rows = [one for one in providers().values() if one.kind == "relay" and about_free_plan(one)]
    assert all(most_members(one) for one in rows), "a plan without numbers could be larger"
    assert f"more than {max(map(most_members, rows))} members" in free_plans()
