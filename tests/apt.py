"""Install Debian packages, where that is possible without asking anybody."""

import os
import shutil
import subprocess
import sys


def install(*packages: str) -> bool:
    """Install `packages` with apt-get; False when this is not Debian as root, or apt-get fails."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    print("Installing with apt-get:", *packages, file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages],
    )
    return all(
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode == 0
        for command in commands
    )
