"""Find or install Ruby with dotenv, the reader with which Forem reads its `.env` file.

`python -m tests.ruby` prints the path of the program.
"""

import shutil
import subprocess
import sys

from tests import apt


def executable() -> str:
    """The path of a Ruby that can load dotenv. Raises RuntimeError when there is none."""
    found = _on_this_machine()
    if found is None and apt.install("ruby", "ruby-dotenv"):
        found = _on_this_machine()
    if found is None:
        raise RuntimeError(
            "Ruby with the gem dotenv is missing, and it cannot be installed from here. "
            "On Debian: apt-get install ruby ruby-dotenv. Elsewhere: install Ruby, "
            "then gem install dotenv."
        )
    return found


def _on_this_machine() -> str | None:
    ruby = shutil.which("ruby")
    if ruby is None:
        return None
    loads = subprocess.run([ruby, "-e", "require 'dotenv'"], capture_output=True)
    return ruby if loads.returncode == 0 else None


if __name__ == "__main__":
    try:
        print(executable())
    except RuntimeError as error:
        sys.exit(str(error))
