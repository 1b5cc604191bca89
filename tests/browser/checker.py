"""The checker as people use it: fields, the messages next to them, and buttons by their names."""

from __future__ import annotations

import re

from playwright.sync_api import Download, Locator, Page, expect

from forem_smtp import PAYLOADS, Finding, Instance, Settings, check
from forem_smtp.settings import LABELS
from tests.browser.polling import expect_poll

SEVERITIES = {"error": "Error", "warning": "Warning", "advice": "Advice"}
LABEL_OF = {**LABELS, "encryption": "Encryption that your provider names"}
VALUES = """(root) => Object.fromEntries([...root.querySelectorAll("[data-field]")]
    .map((field) => [field.dataset.field, field.value]))"""


FILLED_IN = Instance(hosting="other")
"""What `Checker.fill` states about the instance."""


class Checker:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("#checker-root")
        self.headline = page.locator("#checker-headline")
        self.summary = page.locator("#checker-summary")
        self.list = page.locator("#checker-list")
        self.payload = page.locator("#checker-payload")
        self.undo = page.locator("#checker-undo")
        self.provider = self.root.get_by_label("Provider", exact=True)
        self.live = self.root.locator("[aria-live]")

    def field(self, name: str) -> Locator:
        # By its label, finding it would take most of a test's time: `test_fields_have_their_labels`
        # proves that both find the same.
        return self.root.locator(f"[data-field={name}]")

    def field_by_label(self, name: str) -> Locator:
        return self.root.get_by_label(LABEL_OF[name], exact=True)

    def field_group(self, name: str) -> Locator:
        """A field with all messages next to it."""
        return self.root.locator(f".checker-field:has([data-field={name}])")

    def finding(self, code: str) -> Locator:
        return self.root.locator(f"[data-code={code}]")

    def fixes(self, code: str) -> Locator:
        return self.finding(code).locator("button[data-fix]")

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    @property
    def format(self) -> Locator:
        """The list of payload formats."""
        return self.payload.get_by_label("Format", exact=True)

    def choose(self, name: str) -> None:
        """Choose the payload `name`, or "by-hand" for the values to type."""
        title = "Type them yourself" if name == "by-hand" else PAYLOADS[name].title
        self.format.select_option(label=title)

    def download(self) -> Download:
        with self.page.expect_download() as download:
            self.panel.get_by_role("button", name="Download").click()
        return download.value

    @property
    def panel(self) -> Locator:
        """The panel of the chosen format, next to the list of formats."""
        return self.payload.locator(".checker-panel").filter(visible=True)

    def write(self, name: str, text: str) -> None:
        """Type into a field, or choose from a list, and leave the field."""
        field = self.field(name)
        if name == "encryption":
            field.select_option(text)
        else:
            field.click()
            field.press_sequentially(text)
        field.press("Tab")

    def fill(self, settings: Settings) -> None:
        """Fill in all values, as if each were pasted over the old one."""
        for name, value in settings.given():
            if name == "encryption":
                self.field(name).select_option(value)
            else:
                self.field(name).fill(value)
            self.field(name).blur()
        # People who fill in everything also choose the hosting company.
        if not self.hosting.input_value():
            self.hosting.select_option("other")

    @property
    def community_name(self) -> Locator:
        return self.root.get_by_label("Name of the community", exact=True)

    @property
    def where(self) -> Locator:
        """The list of places where a Forem may run."""
        return self.payload.get_by_label("Where your Forem runs", exact=True)

    @property
    def hosting(self) -> Locator:
        return self.root.locator("#checker-hosting")

    def values(self) -> dict[str, str]:
        """Return the values of the fields that have one."""
        found: dict[str, str] = self.root.evaluate(VALUES)
        return {name: value for name, value in found.items() if value}

    def expect_values(self, settings: Settings) -> None:
        expected = {name: value for name, value in settings.given() if value}
        expect_poll(self.page, self.values, expected)

    def expect_state(self, state: str) -> None:
        expect(self.summary).to_have_attribute("data-state", state)

    def expect_report(self, settings: Settings, forem: Instance | None = None) -> None:
        """Expect exactly what CPython's report says, word for word."""
        report = check(settings, forem or Instance(hosting=self.hosting.input_value() or None))
        self.expect_state(report.verdict)
        expect(self.root.locator(".checker-finding")).to_have_count(len(report.findings))
        for finding in report.findings:
            self.expect_finding(finding)

    def expect_finding(self, finding: Finding) -> None:
        place = self.root.locator(f"[data-of={finding.instance_field or finding.field}]")
        item = place.locator(f"[data-code={finding.code}]")
        text = f"{SEVERITIES[finding.severity]} {finding.message}"
        expect(item.locator("> p")).to_have_text(text)
        expect(item).to_have_attribute("data-severity", str(finding.severity))
        link = item.get_by_role("link", name=finding.code)
        expect(link).to_have_attribute("href", re.compile(rf"(^|/){re.escape(finding.url)}$"))

    def show_all_parts(self, wrong: Settings) -> None:
        """Fill in wrong values, and show their findings, their payload and a link."""
        self.fill(wrong)
        self.expect_report(wrong)
        self.button("Show the payload anyway").click()
        expect(self.panel).to_be_visible()
        self.button("Copy link").click()
        expect(self.root.get_by_label("The link", exact=True)).to_be_visible()
