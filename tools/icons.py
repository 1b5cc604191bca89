"""Draws the site's icons, and the preview picture for links to it.

    python -m tools.icons

The pictures are committed, in `sitegen/theme/`. Draw them again if the mark or the name changes.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tools.chromium import launch

ROOT = Path(__file__).parent.parent
THEME = ROOT / "sitegen/theme"
FONT = ROOT / "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"
NAME, LINE = "Mailroom for Forem", "SMTP settings, explained and checked before you save them"
ICO = (16, 32, 48)
PREVIEW = (1200, 630)
COLORS = 64
"""The number of colors in a PNG: enough for these few shapes with their soft edges."""

ICON = """\
<style>body {{ margin: 0 }} svg {{ display: block; width: 100vw; height: 100vh }}</style>{mark}"""
# Phones paint transparent parts black.
FRAMED = """\
<style>
body {{ margin: 0; padding: 10vw; background: #fff }}
svg {{ display: block; width: 80vw; height: 80vw }}
</style>{mark}"""
CARD = """\
<style>
@font-face {{ font-family: Inter; font-weight: 100 900; src: url({font}) }}
body {{ margin: 0; padding: 0 80px; background: #0b5c6f; color: #fff; font-family: Inter }}
body {{ box-sizing: border-box; height: 630px; overflow: hidden; position: relative }}
.large {{ position: absolute; left: 720px; top: 200px; width: 560px; --ground: #0f6679 }}
.small {{ position: absolute; left: 80px; top: 64px; width: 72px; --ground: #fff }}
rect {{ fill: var(--ground) }}
path {{ stroke: #0b5c6f }}
h1 {{ position: absolute; top: 190px; margin: 0; font-size: 84px; line-height: 1.2 }}
p {{ position: absolute; top: 320px; width: 600px; margin: 0; font-size: 40px; color: #cfe6eb }}
</style>
<div class="large">{mark}</div><div class="small">{mark}</div><h1>{name}</h1><p>{line}</p>"""


def drawn(browser: Browser, html: str, width: int, height: int) -> Image.Image:
    """Return a page as a picture, which is transparent where the page paints nothing."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(THEME.as_uri())  # From here it may load the font.
    page.set_content(html)
    page.evaluate("document.fonts.ready")
    image = Image.open(BytesIO(page.screenshot(omit_background=True)))
    page.close()
    return image


def png(image: Image.Image) -> bytes:
    """Return a small PNG without transparency."""
    content = BytesIO()
    image.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(
        content, "PNG", optimize=True
    )
    return content.getvalue()


def ico(draw: Callable[[int], Image.Image]) -> bytes:
    """Return an icon in all sizes of `ICO`."""
    *smaller, largest = [draw(size) for size in ICO]
    content = BytesIO()
    largest.save(content, "ICO", sizes=[(size, size) for size in ICO], append_images=smaller)
    return content.getvalue()


def main() -> None:
    mark = (THEME / "assets/mark.svg").read_text(encoding="utf-8")
    card = CARD.format(mark=mark, font=FONT.as_uri(), name=NAME, line=LINE)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        icon = ico(lambda size: drawn(browser, ICON.format(mark=mark), size, size))
        (THEME / "favicon.ico").write_bytes(icon)
        touch = drawn(browser, FRAMED.format(mark=mark), 180, 180)
        (THEME / "apple-touch-icon.png").write_bytes(png(touch))
        (THEME / "assets/preview.png").write_bytes(png(drawn(browser, card, *PREVIEW)))
        browser.close()


if __name__ == "__main__":
    main()
