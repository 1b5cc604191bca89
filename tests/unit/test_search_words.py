"""What the search knows a provider by."""

from __future__ import annotations

from forem_smtp.providers import providers
from sitegen.generate.providers import search_words


def test_other_names_are_among_the_words() -> None:
    assert "Mandrill" in search_words(providers()["mandrill"])
    assert "Amazon" in search_words(providers()["ses"])
