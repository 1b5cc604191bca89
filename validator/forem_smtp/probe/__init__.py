"""A live check: has the conversation with the mail server that Forem would have, and sends no mail.

It opens a connection, so it isn't part of what the browser gets.
"""

from .conversation import Outcome, probe
from .talk import Line

__all__ = ["Line", "Outcome", "probe"]
