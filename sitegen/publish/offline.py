"""Packs the built site into a zip, to be read where there is no network.

In the zip, links name the file `index.html` in a folder, so that the guide can be read without a
server. The checker needs one, because browsers load no modules from files: README.txt says how.
"""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sitegen.publish import service_worker

NAME = "offline.zip"
FOLDER = "mailroom-for-forem"
COMPRESSED_COPIES = {".br", ".gz"}
# What is in the zip needs no service worker: it's on the reader's computer.
LEFT_OUT = {NAME, service_worker.NAME, service_worker.SWITCH_OFF}
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of each file, so that the same site always makes the same zip."""
# A link without a colon leads somewhere in the site.
LINK = re.compile(r'(\shref=")([^"#?:]+)(?=[#?"])')
# The link to the zip, which doesn't contain itself.
DOWNLOAD = re.compile(r"\s*<li><a [^>]*\bdownload>.*?</li>")
README = """\
Mailroom for Forem, to read offline

Open index.html in a browser to read the guide.

The checker and the search need a web server, because browsers don't load scripts of this kind from
files. The one that comes with Python is enough. In this folder, run:

    python3 -m http.server --bind 127.0.0.1 8000

Then open http://127.0.0.1:8000/ . Nothing you enter leaves your computer.
"""


def pack(site: Path) -> None:
    """Write the zip into a built site."""
    paths = [
        path
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix not in COMPRESSED_COPIES and path.name not in LEFT_OUT
    ]
    with ZipFile(site / NAME, "w") as zip_file:
        add(zip_file, "README.txt", README.encode())
        for path in paths:
            content = path.read_bytes()
            if path.suffix == ".html":
                content = link_to_files(content.decode("utf-8")).encode()
            add(zip_file, path.relative_to(site).as_posix(), content)


def add(zip_file: ZipFile, name: str, content: bytes) -> None:
    """Add a file to the one folder in the zip."""
    zip_file.writestr(ZipInfo(f"{FOLDER}/{name}", LONG_AGO), content, ZIP_DEFLATED)


def link_to_files(html: str) -> str:
    """Return a page in which each link to a folder leads to the page in that folder."""
    html = DOWNLOAD.sub("", html).replace(service_worker.MARK, "", 1)
    return LINK.sub(lambda link: link[1] + file_of(link[2]), html)


def file_of(path: str) -> str:
    """Return the page that a web server sends for a path."""
    if path.endswith("/"):
        return f"{path}index.html"
    return f"{path}/index.html" if path.rpartition("/")[2] in (".", "..") else path
