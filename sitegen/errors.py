"""The error that stops the build."""


class SiteError(Exception):
    """Something in the pages or in the content is wrong. The message says where, and what."""
