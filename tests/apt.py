"""Install Debian packages, where that is possible without asking anybody."""

import os
import shutil
import subprocess
import sys
from functools import cache


def possible() -> bool:
    """Whether this is Debian, or something like it, as root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install(*packages: str) -> bool:
    """Install `packages` with apt-get. False if that isn't possible here, or fails.

    "docker-cli | docker.io" is the first of the two that exists, as in Debian's own lists.
    """
    if not possible() or not _update():
        return False
    names = [chosen(package) for package in packages]
    print("Installing with apt-get:", *names, file=sys.stderr)
    return _apt_get("install", "-qq", "-y", "--no-install-recommends", *names)


def chosen(package: str) -> str:
    """The first of the alternatives that exists here; the last one if none does."""
    names = package.split(" | ")
    return next((name for name in names if _exists(name)), names[-1])


def _exists(name: str) -> bool:
    try:
        return subprocess.run(["apt-cache", "show", name], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@cache
def _update() -> bool:
    return _apt_get("update", "-qq")


def _apt_get(*arguments: str) -> bool:
    """Run apt-get, waiting for another one that is running already."""
    done = subprocess.run(
        ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
    )
    return done.returncode == 0
