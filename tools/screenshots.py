"""Takes the pictures of the checker that the guide and the README show: `make screenshots`.

Each is taken from the built site, in both color schemes, and written to
`docs/assets/screenshots/`. Next to them, `shots.json` holds the text in each picture. The tests
compare it with what the checker shows, so that no picture gets outdated unnoticed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from math import ceil, floor
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect, sync_playwright

from forem_smtp import Settings
from forem_smtp.rules.samples import SENDGRID
from tools.benchmarks.server import Server
from tools.chromium import launch

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs/assets/screenshots"
TEXTS = FOLDER / "shots.json"
SCHEMES = ("light", "dark")
TIMEOUT_MS = 30_000
SCALE = 2
"""Pixels in the picture for each pixel of the page, so that it's sharp on every screen."""
HIGHEST = 860
"""The greatest height of a picture in pixels of the page, so that all of it is visible at once."""
HIGH_ENOUGH = 3000
"""The height of the window in pixels, so large that nothing has to scroll."""
MARGIN = 16
"""The margin around what is shown, in pixels of the page."""
PASTED = f"""\
Host: smtp.sendgrid.net
Port: 465 (SSL)
Username: me@example.com
Password: {SENDGRID.password}
"""
RIGHT = Settings(
    user_name="postmaster@mg.example.com",
    password="not a real password",
    address="smtp.eu.mailgun.org",
    authentication="plain",
    domain="community.example.com",
    port="587",
    from_email_address="hello@mg.example.com",
    reply_to_email_address="team@example.com",
    encryption="starttls",
)


def fill_in(page: Page, settings: Settings) -> None:
    """Fill in all values, and wait for the verdict that they're right."""
    for name, value in settings.given():
        field = page.locator(f"#checker-{name}")
        if name == "encryption":
            field.select_option(value)
        else:
            field.fill(value)
        field.blur()
    page.locator("#checker-hosting").select_option("other")
    expect(page.locator("#checker-summary")).to_have_attribute("data-state", "ready")


def whole(page: Page) -> Locator:
    """The whole checker, with something wrong in what was pasted: for the README."""
    root = page.locator("#checker-root")
    page.locator("#checker-paste-text").fill(PASTED)
    page.locator("#checker-paste-read").click()
    # The last announcement to a screen reader.
    expect(root.locator("[aria-live]")).to_have_text("2 errors")
    return root


def found(page: Page) -> Locator:
    """The list of what is wrong."""
    whole(page)
    return page.locator("#checker-summary")


def values(page: Page) -> Locator:
    """What to type into each field of Forem's form, if nothing is wrong."""
    fill_in(page, RIGHT)
    return page.locator("#checker-payload")


def conversation(page: Page) -> Locator:
    """What Forem and the mail server will say to each other."""
    fill_in(page, RIGHT)
    return page.locator("#checker-conversation")


SEEN = """(place) => {
    let text = place.innerText;
    for (const list of place.querySelectorAll("select")) {
        text = text.replace(list.innerText, () => list.selectedOptions[0].text);
    }
    return text;
}"""

SHOTS: dict[str, Callable[[Page], Locator]] = {
    shot.__name__: shot for shot in (whole, found, values, conversation)
}


def take(browser: Browser, home: str, name: str, scheme: str) -> tuple[bytes, str]:
    """Return one picture as WebP, and the text in it."""
    page = browser.new_page(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": 1280, "height": HIGH_ENOUGH},
        device_scale_factor=SCALE,
        reduced_motion="reduce",
    )
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(f"{home}checker/")
    place = SHOTS[name](page)
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0)")
    png = page.screenshot(clip=around(place))
    webp = BytesIO()
    Image.open(BytesIO(png)).save(webp, "WEBP", quality=75, method=6)
    text = seen(place)
    page.close()
    return webp.getvalue(), text


def around(place: Locator) -> FloatRect:
    """Return the area with a margin, in whole pixels of the page, cut off if it's too high."""
    box = place.bounding_box()
    assert box is not None
    x, y = floor(box["x"]) - MARGIN, floor(box["y"]) - MARGIN
    width, height = ceil(box["width"]) + 2 * MARGIN, ceil(box["height"]) + 2 * MARGIN
    return {"x": x, "y": y, "width": width, "height": min(height, HIGHEST)}


def seen(place: Locator) -> str:
    """Return the text of an area, with each run of white space as one space. Of a list of choices,
    a picture shows the one that is chosen.
    """
    return " ".join(str(place.evaluate(SEEN)).split())


def main() -> None:
    """Retake all pictures."""
    FOLDER.mkdir(exist_ok=True)
    expect.set_options(timeout=TIMEOUT_MS)
    texts = {}
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
        subprocess.run(build, cwd=ROOT, check=True)
        browser = launch(playwright)
        with Server(Path(folder)) as server:
            home = f"http://127.0.0.1:{server.port}/"
            for name in SHOTS:
                for scheme in SCHEMES:
                    picture, texts[name] = take(browser, home, name, scheme)
                    (FOLDER / f"{name}-{scheme}.webp").write_bytes(picture)
                    print(f"{name}-{scheme}.webp: {len(picture):,} bytes", file=sys.stderr)
        browser.close()
    TEXTS.write_text(json.dumps(texts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
