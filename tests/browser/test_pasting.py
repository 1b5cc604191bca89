"""The box for any text: recognized values fill in the form, and nothing is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp import Settings, payload, read
from forem_smtp.presets import presets
from forem_smtp.rules.samples import SENDGRID
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, paste
from tests.browser.explanation import expect_explanation
from tests.browser.hostile import FOREIGN, HOSTILE
from tests.browser.pages import Pages
from tests.browser.pasting import FILE, PROSE, SECRET, paste_summary
from tests.browser.polling import expect_poll
from tests.browser.server import Server

ON_ONE_LINE = (
    "SMTP Settings — Hostname: smtp.mailgun.org  Port: 465 (SSL) or 587 (TLS)  "
    f"Username: postmaster@mg.forum.example  Default password: {SECRET}"
)
FADE_MS = 8000
"""How long a field shows where its value came from."""
LARGE = 256 * 1024 + 1


@pytest.fixture
def page(pages: Pages) -> Page:
    return pages.open(permissions=CLIPBOARD)


@pytest.fixture
def box(checker: Checker) -> Locator:
    return checker.root.get_by_label("Paste what you have", exact=True)


def drop(checker: Checker, *texts: str) -> None:
    """Drop files with these texts on the form."""
    checker.root.evaluate(
        """(root, texts) => {
            const dataTransfer = new DataTransfer();
            texts.forEach((text) => dataTransfer.items.add(new File([text], "settings.txt")));
            const options = { dataTransfer, bubbles: true, cancelable: true };
            const kept = root.querySelector("form").dispatchEvent(new DragEvent("drop", options));
            if (kept) throw new Error("The browser would open the file.");
        }""",
        list(texts),
    )


@pytest.mark.usefixtures("real_python")
def test_text_from_a_web_page_fills_in_the_form(checker: Checker, box: Locator) -> None:
    checker.write("domain", "forum.example.org")
    paste(box, PROSE)
    reading = read(PROSE)
    read_and_kept = reading.settings.replaced({"domain": "forum.example.org"})
    checker.expect_values(read_and_kept)
    checker.expect_state("unfinished")
    expect(paste_summary(checker)).to_contain_text(
        "Read as: Words from a page. 4 values filled in."
    )
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    expect(paste_summary(checker).locator("details")).to_be_hidden()


def test_fields_briefly_show_where_a_value_came_from(pages: Pages, server: Server) -> None:
    page = pages.open_new(permissions=CLIPBOARD, reduced_motion="reduce")
    # The fake clock couldn't cancel timers that the page had set before.
    page.clock.install(time=0)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    page.clock.pause_at(600_000)
    box = checker.root.get_by_label("Paste what you have", exact=True)
    paste(box, PROSE)
    origins = read(PROSE).origins
    assert len(origins) == 4
    for name, origin in origins.items():
        expect(checker.field_group(name)).to_contain_text(f"From {origin}")
        described = re.compile(re.escape(f"From {origin}"))
        expect(checker.field(name)).to_have_accessible_description(described)
    note = checker.field_group("port").locator(".checker-note")
    expect(note).to_have_css("animation-name", "none")
    checker.write("user_name", "x")
    expect(checker.field_group("user_name")).not_to_contain_text("From line")
    page.clock.run_for(FADE_MS - 1)
    expect(note).not_to_be_empty()
    page.clock.run_for(1)
    expect(note).to_be_empty()


def test_one_undo_restores_everything(checker: Checker, box: Locator) -> None:
    before = Settings(address="mail.example.org", port="25", password="before")
    checker.fill(before)
    paste(box, PROSE)
    checker.expect_values(read(PROSE).settings)
    expect(checker.undo).to_have_text('Undo "Fill in what was pasted"')
    checker.undo.click()
    checker.expect_values(before)
    expect(checker.root.get_by_role("group", name="Values found")).to_have_count(0)
    expect(paste_summary(checker)).to_be_hidden()
    expect(checker.undo).to_be_hidden()


def test_unused_parts_are_listed(checker: Checker, box: Locator) -> None:
    paste(box, FILE)
    reading = read(FILE)
    assert reading.unused
    checker.expect_values(reading.settings)
    expect(paste_summary(checker)).to_contain_text(f"What was not used: {len(reading.unused)}")
    expect(paste_summary(checker).get_by_role("listitem")).to_have_text(list(reading.unused))


def test_choosing_one_of_several_values(checker: Checker, box: Locator) -> None:
    paste(box, PROSE)
    expect(paste_summary(checker)).to_contain_text(
        "Several were found for Port: choose below or next to the field."
    )
    choices = checker.field_group("port").get_by_role("group", name="Values found for Port")
    expect(choices.get_by_role("button")).to_have_text(["25", "587", "465"])
    expect(choices.get_by_role("button", pressed=True)).to_have_text("587")
    choices.get_by_role("button", name="465").click()
    expect(checker.field("port")).to_have_value("465")
    expect(choices.get_by_role("button", pressed=True)).to_have_text("465")
    checker.undo.click()
    expect(checker.field("port")).to_have_value("587")
    expect(choices.get_by_role("button", pressed=True)).to_have_text("587")
    checker.button("Reset").click()
    expect(choices).to_have_count(0)


def test_used_values_are_listed_with_their_origins(checker: Checker, box: Locator) -> None:
    paste(box, PROSE)
    taken = paste_summary(checker).locator(".checker-taken")
    reading = read(PROSE)
    for name, origin in reading.origins.items():
        expect(taken.locator(f"[data-taken={name}]")).to_contain_text(origin)
    expect(taken.locator("[data-taken=address]")).to_contain_text("smtp.example.net")
    expect(taken.locator("[data-taken=password]")).to_contain_text(f"{len(SECRET)} characters")
    expect(taken).not_to_contain_text(SECRET)
    choices = taken.get_by_role("group", name="Found for Port")
    choices.get_by_role("button", name="465").click()
    expect(checker.field("port")).to_have_value("465")
    expect(choices.get_by_role("button", pressed=True)).to_have_text("465")


@pytest.mark.usefixtures("real_python")
def test_the_page_asks_whose_sendgrid_api_key_it_is(checker: Checker, box: Locator) -> None:
    paste(box, f"SENDGRID_API_KEY=SG.{'a' * 22}.{'b' * 43}\nSMTP_ADDRESS=smtp.example.net\n")
    checker.expect_values(Settings(address="smtp.example.net"))
    question = paste_summary(checker).get_by_role("group", name="About SENDGRID_API_KEY")
    expect(question).to_contain_text("Is this the environment of your Forem?")
    key = checker.root.get_by_label("SENDGRID_API_KEY is set")
    expect(key).not_to_be_checked()
    answer = question.get_by_role("button", name="Yes, it is")
    answer.click()
    expect(key).to_be_checked()
    expect(answer).to_have_attribute("aria-pressed", "true")
    expect(checker.root.get_by_role("link", name="FOREM03").first).to_be_visible()
    checker.undo.click()
    expect(key).not_to_be_checked()


@pytest.mark.usefixtures("real_python")
def test_what_the_text_says_about_the_forem_is_offered(checker: Checker, box: Locator) -> None:
    paste(
        box, 'COMMUNITY_NAME="Cats: North, South"\nSMTP_ADDRESS=smtp.example.net\nSMTP_PORT=587\n'
    )
    name = checker.community_name
    expect(name).to_have_value("")
    offer = paste_summary(checker).get_by_role("group", name="Found for Name of the community")
    offer.get_by_role("button", name="Cats: North, South").click()
    expect(name).to_have_value("Cats: North, South")
    expect(checker.list).to_contain_text("Name of the community: The community's name contains")
    checker.undo.click()
    expect(name).to_have_value("")


def test_the_program_and_the_language_are_named(checker: Checker, box: Locator) -> None:
    paste(box, "GF_SMTP_HOST=smtp.example.net:587\nGF_SMTP_USER=robin\n")
    expect(paste_summary(checker)).to_contain_text("Read as: Environment variables for Grafana.")
    box.fill("")
    paste(box, "SMTP-Server: smtp.example.net\nBenutzername: robin\n")
    expect(paste_summary(checker)).to_contain_text("Read as: Words from a page with German labels.")


def test_direction_marks_in_a_choice_are_visible(checker: Checker, box: Locator) -> None:
    names = ["boss@example.com", "moc.elpmaxe@\u202essob", "\u2066boss@example.com\u2069"]
    paste(box, "Host: smtp.example.com\n" + "".join(f"Username: {name}\n" for name in names))
    buttons = checker.field_group("user_name").get_by_role("group").get_by_role("button")
    expect(buttons).to_have_text(
        ["boss@example.com", r"moc.elpmaxe@\u202essob", r"\u2066boss@example.com\u2069"]
    )
    for button, name in zip(buttons.all(), names, strict=True):
        button.click()
        expect(checker.field("user_name")).to_have_value(name)
        expect(button).to_have_attribute("aria-pressed", "true")
    expect(checker.undo).to_have_text(r'Undo "Set User name to \u2066boss@example.com\u2069"')


def test_the_provider_fills_in_missing_values(checker: Checker, box: Locator) -> None:
    checker.write("domain", "forum.example.org")
    paste(box, ON_ONE_LINE)
    read_and_kept = read(ON_ONE_LINE).settings.replaced({"domain": "forum.example.org"})
    completed = read_and_kept.replaced({"authentication": "plain", "encryption": "starttls"})
    checker.expect_values(completed)
    label = next(preset.label for preset in presets() if preset.id == "smtp.mailgun.org")
    told = f"Filled in from the list of providers for {label}: Authentication and Encryption."
    expect(paste_summary(checker)).to_contain_text(told)
    for name in ("authentication", "encryption"):
        expect(checker.field_group(name)).to_contain_text(f"From {label}")
    expect(box).to_have_value("")
    # One undo step includes the pasted values.
    checker.undo.click()
    checker.expect_values(Settings(domain="forum.example.org"))


def test_encryption_follows_the_chosen_port(checker: Checker, box: Locator) -> None:
    paste(box, ON_ONE_LINE)
    choices = checker.field_group("port").get_by_role("group", name="Values found for Port")
    expect(checker.field("encryption")).to_have_value("starttls")
    choices.get_by_role("button", name="465").click()
    expect(checker.field("port")).to_have_value("465")
    expect(checker.field("encryption")).to_have_value("implicit")
    choices.get_by_role("button", name="587").click()
    expect(checker.field("encryption")).to_have_value("starttls")


SEVERAL_SERVERS = f"""\
DISCOURSE_SMTP_ADDRESS=smtp.mailgun.org
DISCOURSE_SMTP_PORT=587
DISCOURSE_SMTP_USER_NAME=postmaster@mg.forum.example
DISCOURSE_SMTP_PASSWORD={SECRET}

# Nextcloud
SMTP_HOST=smtp.example.net
SMTP_NAME=cloud@forum.example
SMTP_PORT=587
SMTP_PASSWORD=another-secret
"""


def test_another_server_comes_with_all_its_values(checker: Checker, box: Locator) -> None:
    checker.write("domain", "forum.example.org")
    paste(box, SEVERAL_SERVERS)
    mailgun = Settings(
        user_name="postmaster@mg.forum.example",
        password=SECRET,
        address="smtp.mailgun.org",
        port="587",
        authentication="plain",
        domain="forum.example.org",
        encryption="starttls",
    )
    checker.expect_values(mailgun)
    taken = paste_summary(checker).locator(".checker-taken")
    expect(taken.get_by_role("group")).to_have_count(1)
    taken.get_by_role("button", name="smtp.example.net, lines 7 to 10", exact=True).click()
    checker.expect_values(
        Settings(
            user_name="cloud@forum.example",
            password="another-secret",
            address="smtp.example.net",
            port="587",
            domain="forum.example.org",
        )
    )
    expect(taken.locator("[data-taken=address]")).to_contain_text("line 7, SMTP_HOST")
    expect(taken.locator("[data-taken=port]")).to_contain_text("line 9, SMTP_PORT")
    expect(taken.locator("[data-taken=user_name]")).to_contain_text("cloud@forum.example")
    expect(taken.locator("[data-taken=authentication]")).to_be_hidden()
    expect(taken).not_to_contain_text("DISCOURSE")
    expect(checker.field_group("password")).to_contain_text("From line 10, SMTP_PASSWORD")
    expect(checker.undo).to_have_text('Undo "Use the values of lines 7 to 10"')
    checker.undo.click()
    checker.expect_values(mailgun)
    expect(taken.locator("[data-taken=port]")).to_contain_text("line 2, DISCOURSE_SMTP_PORT")
    expect(taken.locator("[data-taken=authentication]")).to_contain_text("list of providers")
    assert "another-secret" not in checker.page.content()


def test_the_provider_overwrites_nothing(checker: Checker, box: Locator) -> None:
    checker.fill(Settings(authentication="login"))
    paste(box, "Server: smtp.mailgun.org\nPort: 465\nUsername: robin\n")
    # The provider's encryption belongs to its own port.
    given = Settings(address="smtp.mailgun.org", port="465", user_name="robin")
    checker.expect_values(given.replaced({"authentication": "login"}))
    expect(paste_summary(checker)).not_to_contain_text("list of providers")


def test_another_providers_values_are_removed(checker: Checker, box: Locator) -> None:
    checker.provider.select_option("smtp.sendgrid.net")
    expect(checker.field("user_name")).to_have_value("apikey")
    paste(box, f"Server: smtp.mailgun.org\nPassword: {SECRET}\n")
    expect(checker.field("user_name")).to_have_value("")
    expect(checker.field("authentication")).to_have_value("plain")
    expect(checker.provider).to_have_value("smtp.mailgun.org")
    checker.undo.click()
    expect(checker.field("user_name")).to_have_value("apikey")


def test_a_text_without_credentials_stays_in_the_box(checker: Checker, box: Locator) -> None:
    text = "Server: smtp.example.net\nPort: 587\n"
    paste(box, text)
    expect(paste_summary(checker)).to_contain_text("No user name and no password found.")
    expect(box).to_have_value(text)
    checker.write("user_name", "robin")
    checker.button("Read it").click()
    expect(paste_summary(checker)).to_contain_text("No password found.")
    expect(box).to_have_value(text)
    checker.button("Reset").click()
    expect(box).to_have_value("")
    expect(paste_summary(checker)).to_be_hidden()


def test_reading_an_empty_box_keeps_the_summary(checker: Checker, box: Locator) -> None:
    checker.button("Read it").click()
    expect(paste_summary(checker)).to_contain_text("There is no text.")
    paste(box, PROSE)
    expect(paste_summary(checker)).to_contain_text("Read as: Words from a page.")
    expect(box).to_have_value("")
    checker.button("Read it").click()
    expect(checker.live).to_contain_text("Read as: Words from a page.")
    expect(paste_summary(checker)).to_contain_text("Read as: Words from a page.")
    expect(checker.field_group("port").get_by_role("group", name="Values found")).to_be_visible()


def test_several_passwords_are_offered_but_not_shown(checker: Checker, box: Locator) -> None:
    text = FILE.replace("SMTP_", "MAILER_") + "MAIL_PASSWORD=other-secret\n"
    passwords = read(text).candidates["password"]
    origins = read(text).candidate_origins["password"]
    paste(box, text)
    buttons = checker.field_group("password").get_by_role("group").get_by_role("button")
    expect(buttons).to_have_text(
        [
            f"No. {number}, {len(one)} characters, {origin}"
            for number, (one, origin) in enumerate(zip(passwords, origins, strict=True), 1)
        ]
    )
    for number, password in enumerate(passwords):
        buttons.nth(number).click()
        expect(checker.field("password")).to_have_value(password)
    expect(checker.undo).to_be_visible()
    content = checker.page.content()
    assert not any(password in content for password in passwords)


def test_a_dropped_file(checker: Checker, box: Locator, tmp_path: Path) -> None:
    drop(checker, FILE)
    checker.expect_values(read(FILE).settings)
    expect(paste_summary(checker)).to_contain_text("Read as: .env file.")
    drop(checker, FILE, PROSE)
    expect(paste_summary(checker)).to_contain_text("one file at a time")
    drop(checker, "x" * LARGE)
    expect(paste_summary(checker)).to_contain_text("the limit is 256 KB")
    checker.expect_values(read(FILE).settings)
    # A file can also be opened; this one is as Windows PowerShell writes it.
    chosen = tmp_path / "settings.json"
    chosen.write_text(payload(SENDGRID, "json"), encoding="utf-16")
    with checker.page.expect_file_chooser() as chooser:
        checker.button("Open a file").click()
    chooser.value.set_files(chosen)
    checker.expect_values(SENDGRID.replaced({"encryption": "starttls"}))


@pytest.mark.usefixtures("real_python")
def test_pasting_before_python_has_started(checker: Checker, box: Locator, server: Server) -> None:
    server.hold("python.zip")
    checker.page.reload()
    paste(box, FILE)
    expect(paste_summary(checker)).to_contain_text("It will fill in the values on its own.")
    checker.expect_values(Settings())
    server.release()
    checker.expect_values(read(FILE).settings)
    expect(box).to_have_value("")


@pytest.mark.parametrize("press", ["Control+Enter", "button"])
def test_typed_text_is_read_on_request(press: str, checker: Checker, box: Locator) -> None:
    box.fill(FILE)
    expect(paste_summary(checker)).to_be_hidden()
    if press == "button":
        checker.button("Read it").click()
    else:
        box.press(press)
    checker.expect_values(read(FILE).settings)


def test_an_error_message_is_explained(checker: Checker, box: Locator) -> None:
    text = "Net::SMTPAuthenticationError: 535 5.7.8 Authentication failed"
    checker.fill(SENDGRID)
    paste(box, text)
    answer = checker.page.locator("#checker-explain-result")
    expect_explanation(checker, answer, text, SENDGRID)
    expect(answer).to_be_focused()
    expect(answer).to_be_in_viewport()
    expect(box).to_have_value("")
    expect(paste_summary(checker)).to_contain_text(
        "This is an error message. It is explained below."
    )
    checker.expect_values(SENDGRID)
    marked = "The error message points here"
    for name in ("password", "address"):
        expect(checker.field_group(name)).to_contain_text(marked)
    # The user name is the provider's fixed one, so it isn't the cause.
    for name in ("user_name", "domain"):
        expect(checker.field_group(name)).not_to_contain_text(marked)
    checker.write("password", "x")
    expect(checker.field_group("password")).not_to_contain_text(marked)


def test_a_message_that_members_see_is_explained(checker: Checker, box: Locator) -> None:
    text = "You have to confirm your email address before continuing."
    paste(box, text)
    answer = checker.page.locator("#checker-explain-result")
    expect_explanation(checker, answer, text, None)


def test_settings_and_an_error_in_one_text_are_both_used(checker: Checker, box: Locator) -> None:
    error = "Net::ReadTimeout (Net::ReadTimeout)"
    settings = read(FILE.replace("2525", "465")).settings
    paste(box, FILE.replace("2525", "465") + f"\n{error}\n")
    checker.expect_values(settings)
    answer = checker.page.locator("#checker-explain-result")
    expect_explanation(checker, answer, error, settings)
    expect(paste_summary(checker)).to_contain_text("values filled in.")
    expect(paste_summary(checker)).to_contain_text("The error message is explained below.")
    # The password isn't shown with the error.
    asked = checker.root.get_by_label("What the server or the log says")
    expect(asked).to_have_value(error)
    paste_summary(checker).get_by_role("button", name="Go to the explanation").click()
    expect(answer).to_be_in_viewport()
    expect(answer).to_be_focused()


@pytest.mark.parametrize(
    "text", ["smtp.example.net:587", f"smtp://robin:{SECRET}@smtp.example.net:587", PROSE.strip()]
)
def test_several_values_in_one_field_can_be_distributed(text: str, checker: Checker) -> None:
    field = checker.field("domain")
    field.fill("forum.example.org")
    field.select_text()
    paste(field, text)
    offer = checker.field_group("domain").locator(".checker-offer")
    expect(offer).to_contain_text("This looks like several values:")
    # Nothing changes without consent.
    expect(field).to_have_value(text.replace("\n", " "))
    expect_poll(checker.page, lambda: set(checker.values()), {"domain"})
    offer.get_by_role("button", name="Fill in the form with them").click()
    checker.expect_values(read(text).settings.replaced({"domain": "forum.example.org"}))
    expect(offer).to_have_count(0)
    expect(checker.field_group("domain").locator(".checker-finding")).to_have_count(0)
    assert SECRET not in checker.page.content()
    checker.undo.click()
    checker.expect_values(Settings(domain=text.replace("\n", " ")))


def test_distributing_can_be_declined(checker: Checker) -> None:
    field = checker.field("address")
    offer = checker.root.locator(".checker-offer")
    paste(field, "smtp.example.net:587")
    offer.get_by_role("button", name="Leave it").click()
    expect(offer).to_have_count(0)
    expect(field).to_be_focused()
    checker.expect_values(Settings(address="smtp.example.net:587"))
    # Typing on declines the offer, too.
    field.fill("")
    paste(field, "smtp.example.net:587")
    expect(offer).to_be_visible()
    field.press("Backspace")
    expect(offer).to_have_count(0)


def test_a_block_left_in_a_field_is_not_in_a_link(checker: Checker) -> None:
    paste(checker.field("domain"), PROSE)
    checker.root.locator(".checker-offer").get_by_role("button", name="Leave it").click()
    checker.button("Copy link").click()
    link = checker.root.get_by_label("The link", exact=True)
    expect(link).to_have_value(re.compile("#check"))
    assert SECRET not in link.input_value()


def test_single_values_in_fields_are_left_alone(checker: Checker) -> None:
    for name, value in SENDGRID.given():
        if name != "encryption":
            paste(checker.field(name), value)
    checker.hosting.select_option("other")
    checker.expect_state("ready")
    expect(checker.root.locator(".checker-offer")).to_have_count(0)


def test_an_unrecognized_text_is_kept_with_a_reason(checker: Checker, box: Locator) -> None:
    checker.fill(SENDGRID)
    paste(box, "good morning")
    expect(paste_summary(checker)).to_contain_text(str(read("good morning").reason))
    expect(box).to_have_value("good morning")
    checker.expect_values(SENDGRID)
    expect(checker.undo).to_be_hidden()


def test_hostile_text_is_shown_as_text(checker: Checker, box: Locator) -> None:
    for text in HOSTILE:
        hostile = json.dumps({"settings_smtp": {"user_name": text, "address": text, text: text}})
        paste(box, hostile)
        expect(checker.field("address")).to_have_value(text)
        lines = f"{text}={text}\nserver: {text}\nserver: a.example.org\nport: 25, 587\n"
        paste(box, lines)
        expect(paste_summary(checker)).not_to_contain_text("getting ready")
        box.fill("")
        expect(checker.root.locator(FOREIGN)).to_have_count(0)


def test_the_password_is_only_in_its_field(checker: Checker, box: Locator) -> None:
    page = checker.page
    paste(box, PROSE)
    expect(checker.field("password")).to_have_value(SECRET)
    drop(checker, FILE)
    expect(checker.field("user_name")).to_have_value("robin")
    checker.button("Copy link").click()
    link = checker.root.get_by_label("The link", exact=True)
    expect(link).to_be_visible()
    others = page.evaluate(
        """() => [...document.querySelectorAll("input, textarea")]
            .filter((control) => control.id !== "checker-password")
            .map((control) => control.value).join(" ")"""
    )
    state = page.evaluate("JSON.stringify([history.state, {...localStorage}, {...sessionStorage}])")
    for place in (page.content(), page.url, others, state):
        assert SECRET not in place


def test_the_result_is_announced_once(checker: Checker, box: Locator) -> None:
    checker.live.evaluate(
        """live => {
            window.said = [];
            const note = () => live.textContent && window.said.push(live.textContent);
            new MutationObserver(note).observe(live, { childList: true, characterData: true });
        }"""
    )
    paste(box, FILE)
    checker.expect_state("unfinished")
    headline = "No errors so far; 4 values to fill in and 1 question to answer"
    expect(checker.live).to_have_text(headline)
    # First what was done, then the headline.
    heard = ["Read as: .env file. 4 values filled in.", headline]
    assert checker.page.evaluate("said") == heard
