"""Draws what stands for the site elsewhere: the mark as icons, and a preview card of every page.

Where somebody sends a page's address, its card is shown. A card's address must be absolute, so
there are cards only in a site that knows where it will stand (SITE_URL). They are kept in
`.cache/`.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import PIL
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache/cards"
MARK = ROOT / "sitegen/theme/assets/mark.svg"
FONT = ROOT / "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"
ICO = (16, 32, 48)
SIZE = (1200, 630)
EDGE = 80
PETROL, SHADE, PAPER, QUIET = "#0b5c6f", "#0f6679", "#ffffff", "#cfe6eb"
# Of a title: its type, the largest first, and the most lines.
TYPE, LINES = (84, 72, 62), 4
FINER = 8
"""How many times larger the mark is drawn than it is shown: Pillow's lines have hard edges."""
MADE_ALIKE = {"findings/": "Findings", "providers/": "Providers"}
"""The sections of the pages that are in no navigation."""


@dataclass(frozen=True)
class Card:
    """What a page's preview says; `url` is the page's address, `image` that of the card."""

    title: str
    section: str
    description: str
    url: str
    image: str

    @property
    def key(self) -> str:
        """Changes with all that is drawn, and with what draws it."""
        made_with = [MARK, FONT, Path(__file__)]
        digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in made_with]
        drawn = [self.title, self.section, PIL.__version__, *digests]
        return hashlib.sha256("\n".join(drawn).encode()).hexdigest()


cards: dict[str, Card] = {}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the icons for browsers and telephones that know no SVG."""
    icons = {"favicon.ico": ico(), "apple-touch-icon.png": png(framed(180))}
    for name, content in icons.items():
        files.append(File.generated(config, name, content=content))
    return files


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Tell the page's template of its card."""
    # `mkdocs serve` sets a site_url as well, and nobody is sent that.
    if config.site_url and os.environ.get("SITE_URL"):
        name = f"assets/cards/{page.url.strip('/') or 'start'}.png"
        cards[name] = Card(
            title=unescape(Markup(page.meta.get("title") or page.title or "").striptags()),
            section=section(page),
            description=unescape(str(page.meta.get("description", config.site_description))),
            url=page.canonical_url or "",
            image=urljoin(config.site_url, name),
        )
        context["card"] = asdict(cards[name])  # type: ignore[typeddict-unknown-key]
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Draw the cards, or take them from the cache."""
    CACHE.mkdir(parents=True, exist_ok=True)
    for name, card in cards.items():
        kept = CACHE / f"{card.key}.png"
        if not kept.exists():
            kept.write_bytes(png(drawn(card, config.site_name)))
        path = Path(config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kept.read_bytes())


def section(page: Page) -> str:
    """The part of the site that a page belongs to."""
    alike = [name for start, name in MADE_ALIKE.items() if page.url.startswith(start)]
    ancestors = [str(one.title) for one in page.ancestors]
    return (alike or ancestors[-1:] or ["Guide and checker"])[0]


# The mark


@cache
def mark(size: int, ground: str | None, sheet: str | None = None) -> Image.Image:
    """The mark, drawn as its SVG tells; `ground` and `sheet` are other colours for its parts."""
    large = size * FINER
    image = Image.new("RGBA", (large, large))
    draw = ImageDraw.Draw(image)
    for shape in ElementTree.parse(MARK).getroot():
        told = shape.attrib
        unit = large / 24
        if shape.tag.endswith("rect"):
            x, y, width, height, rx = (
                float(told[name]) * unit for name in ("x", "y", "width", "height", "rx")
            )
            box = (x, y, x + width, y + height)
            draw.rounded_rectangle(box, rx, fill=ground or told["fill"])
        elif shape.tag.endswith("path"):
            numbers = [float(number) * unit for number in re.findall(r"[\d.]+", told["d"])]
            width = round(float(told["stroke-width"]) * unit)
            draw.line(numbers, fill=sheet or told["stroke"], width=width, joint="curve")
        else:
            raise PluginError(f"{MARK.name}: nobody knows how to draw {shape.tag}")
    return image.resize((size, size), Image.Resampling.LANCZOS)


def framed(size: int) -> Image.Image:
    """The mark on a white square, since telephones paint what is transparent black."""
    image = Image.new("RGB", (size, size), PAPER)
    inner = mark(round(size * 0.8), None)
    image.paste(inner, (round(size * 0.1),) * 2, inner)
    return image


def ico() -> bytes:
    """The mark in all sizes of `ICO`."""
    images = [mark(size, None) for size in ICO]
    content = io.BytesIO()
    images[-1].save(content, "ICO", sizes=[(size, size) for size in ICO], append_images=images[:-1])
    return content.getvalue()


def png(image: Image.Image) -> bytes:
    """The image as a small PNG; its few colours fit into a palette."""
    content = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


# A card


def drawn(card: Card, site: str) -> Image.Image:
    """The card of a page: the mark and the site's name, the section, the title."""
    image = Image.new("RGB", SIZE, PETROL)
    draw = ImageDraw.Draw(image)
    for size, colour, place in ((560, SHADE, (720, 200)), (72, PAPER, (EDGE, 64))):
        sign = mark(size, colour, PETROL)
        image.paste(sign, place, sign)
    draw.text((EDGE + 96, 100), site, PAPER, font(36, 700), anchor="lm")
    draw.text((EDGE, 216), card.section, QUIET, font(32, 500), anchor="ls")
    type_, lines = set_in_lines(card.title)
    for number, line in enumerate(lines):
        place = (EDGE, 216 + round(type_.size * (1.25 + 1.2 * number)))
        draw.text(place, line, PAPER, type_, anchor="ls")
    return image


def set_in_lines(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The title in lines as long as a card is wide, and the largest type in which they fit."""
    for size in TYPE:
        type_ = font(size, 700)
        lines = list(wrapped(title, type_))
        if len(lines) <= LINES and size * (1.25 + 1.2 * (len(lines) - 1)) <= SIZE[1] - 216 - 48:
            return type_, lines
    raise PluginError(f"This title is too long for a card: {title}")


def wrapped(text: str, type_: ImageFont.FreeTypeFont) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and type_.getlength(longer) > SIZE[0] - 2 * EDGE:
            yield line
            line = word
        else:
            line = longer
    yield line


def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    type_ = ImageFont.truetype(FONT, size)
    type_.set_variation_by_axes([weight])
    return type_
