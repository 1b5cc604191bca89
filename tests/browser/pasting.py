"""Texts to paste into the checker, and its summary of what it read."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.checker import Checker

SECRET = "Tulip-92-vault"
PROSE = f"""How to send
Server: smtp.example.net
Ports: 25, 587 (for TLS), 465 (for SSL)
Username: robin@example.org
Password: {SECRET}
"""
FILE = f"""SMTP_ADDRESS=smtp.example.net
SMTP_PORT=2525
SMTP_USER_NAME=robin
SMTP_PASSWORD={SECRET}
SMTP_TIMEOUT=7
"""


def paste_summary(checker: Checker) -> Locator:
    return checker.page.locator("#checker-paste-result")
