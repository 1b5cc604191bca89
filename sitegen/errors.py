"""The error that stops the build."""


class SiteError(Exception):
    """An error in the pages or the content. The message says what is wrong, and where."""
