"""Shared fixtures: a mail server, and a Forem that trusts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forem_smtp import Settings
from forem_smtp.rules.samples import SENDGRID
from tests.system.mail.postfix import ACCOUNTS, Postfix
from tests.system.payloads.forem import Forem


@pytest.fixture(scope="module")
def postfix() -> Iterator[Postfix]:
    with Postfix("localhost") as postfix:
        yield postfix


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, postfix: Postfix) -> Iterator[Forem]:
    folder = tmp_path_factory.mktemp("forem")
    with Forem(folder, authority=postfix.authority) as forem:
        yield forem


@pytest.fixture
def forem(started: Forem) -> Forem:
    """A Forem that serves its pages to members. It needs Devise."""
    started.reset()
    return started


@pytest.fixture(scope="module")
def right(postfix: Postfix) -> Settings:
    """Valid settings for this mail server."""
    [(user_name, password), *_] = ACCOUNTS.items()
    return SENDGRID.replaced(
        {
            "user_name": user_name,
            "password": password,
            "address": "localhost",
            "port": str(postfix.ports["starttls-required"]),
        }
    )
