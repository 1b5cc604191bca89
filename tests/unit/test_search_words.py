"""What the search knows a provider by."""

from __future__ import annotations

import pytest

from forem_smtp.providers import providers
from sitegen.generate.providers import OF_QUESTIONS, search_words


@pytest.mark.parametrize("name", providers())
def test_no_providers_word_begins_like_a_common_question(name: str) -> None:
    """A word counts a thousand times as much as a title, and "mail" would find "mailgun"."""
    words = [word.lower() for word in search_words(providers()[name])]
    assert not [word for word in words if word.startswith(OF_QUESTIONS)]


def test_other_names_are_among_the_words() -> None:
    assert "Mandrill" in search_words(providers()["mandrill"])
    assert "Amazon" in search_words(providers()["ses"])
