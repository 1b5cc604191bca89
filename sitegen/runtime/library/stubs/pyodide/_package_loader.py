"""Replaces the module that loads packages into Pyodide, because there are none here."""


class Folder:
    """A path that has its own `__str__`, because Pyodide calls it on the two folders."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path


SITE_PACKAGES = Folder("/lib/python3.14/site-packages")
DSO_DIR = Folder("/usr/lib")


def init_loaded_packages() -> None:
    pass
