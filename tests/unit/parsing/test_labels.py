"""Each label in each language is read, next to its value and above it."""

from __future__ import annotations

import pytest

from forem_smtp import read
from forem_smtp.parsing.label_words import LABELS_BY_LANGUAGE

VALUES = {
    "address": "mail.meadow.example",
    "port": "587",
    "encryption": "STARTTLS",
    "user_name": "clover@meadow.example",
    "password": "Haystack-81",
    "from_email_address": "hay@meadow.example",
    "reply_to_email_address": "help@meadow.example",
}


@pytest.mark.parametrize("sign", [": ", "\n"], ids=["colon", "below"])
@pytest.mark.parametrize("field", VALUES)
def test_each_label_is_read(field: str, sign: str) -> None:
    expected = {**VALUES, "encryption": "starttls"}
    for place, group in enumerate(LABELS_BY_LANGUAGE[field]):
        usual = {name: LABELS_BY_LANGUAGE[name][place].split("|")[0] for name in VALUES}
        for label in group.split("|"):
            labels = {**usual, field: label}
            text = "".join(f"{labels[name]}{sign}{VALUES[name]}\n" for name in VALUES)
            assert dict(read(f"SMTP\n{text}").settings.given()) == expected, label
