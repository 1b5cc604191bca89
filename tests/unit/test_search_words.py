"""What the search knows a provider by."""

from __future__ import annotations

from forem_smtp.providers import providers
from sitegen.generate.providers import search_words


def test_other_names_are_among_the_words() -> None:
    assert "Mandrill" in search_words(providers()["mandrill"])
    assert "Amazon" in search_words(providers()["ses"])


def test_the_domains_of_hosts_follow_a_period() -> None:
    assert search_words(providers()["ses"]).count(".amazonaws.com") == 1
    assert {".brevo.com", ".sendinblue.com"} <= set(search_words(providers()["brevo"]))
    assert ".ionos.co.uk" in search_words(providers()["ionos"])


def test_words_in_all_kinds_of_searches_are_not_among_them() -> None:
    words = {word.lower() for it in providers().values() for word in search_words(it)}
    assert not words & {"smtp", "mail", "com", ""}
