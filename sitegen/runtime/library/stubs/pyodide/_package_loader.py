"""Replaces what loads packages into Pyodide. Here there are none."""


class Folder:
    """Pyodide asks the two folders for their `__str__`, and a plain `str` reaches it without."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path


SITE_PACKAGES = Folder("/lib/python3.14/site-packages")
DSO_DIR = Folder("/usr/lib")


def init_loaded_packages() -> None:
    pass
