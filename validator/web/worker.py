"""What PyScript runs in its worker: the page calls the bridge, with JSON text in and out."""

from forem_smtp import bridge
from forem_smtp.bridge import *  # noqa: F403  # PyScript looks up by name what __export__ lists

__export__ = bridge.__all__
