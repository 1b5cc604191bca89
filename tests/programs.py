"""Find or install the programs that the tests start: Ruby, Postfix, browsers, readers of settings.

`python -m tests.programs` makes sure of all of them, and says how it went.
"""

import shutil
import subprocess
import sys
from typing import NamedTuple

from tests import apt


class Program(NamedTuple):
    """What is needed, Debian's packages for it, and a command that succeeds if it is there."""

    what: str
    packages: tuple[str, ...]
    proof: tuple[str, ...]


LIBRARIES = ("dotenv", "action_mailer", "rails", "sqlite3", "devise")
PROGRAMS = (
    Program(
        "Ruby with the gems " + ", ".join(LIBRARIES),
        (
            "ruby",
            "ruby-dotenv",
            "ruby-actionmailer",
            "ruby-mail",
            "ruby-rails",
            "ruby-sqlite3",
            "ruby-devise",
        ),
        ("ruby", *(f"-r{name}" for name in LIBRARIES), "-e", ""),
    ),
    Program("Sidekiq", ("ruby-sidekiq",), ("sidekiq", "--version")),
    Program("Redis", ("redis-server",), ("redis-server", "--version")),
    Program("Postfix", ("postfix", "libsasl2-modules"), ("test", "-x", "/usr/sbin/postconf")),
    Program("Cyrus SASL", ("sasl2-bin",), ("test", "-x", "/usr/sbin/saslpasswd2")),
    # Playwright brings its own Node.js, which needs this library.
    Program("libatomic", ("libatomic1",), (sys.executable, "-m", "playwright", "--version")),
    Program("Firefox ESR", ("firefox-esr",), ("firefox-esr", "--version")),
    Program(
        "WebKitGTK with its driver",
        ("webkit2gtk-driver",),
        (
            "sh",
            "-c",
            "test -x /usr/bin/WebKitWebDriver -a -x /usr/lib/*/webkit2gtk-4.1/MiniBrowser",
        ),
    ),
    Program("Xvfb", ("xvfb",), ("test", "-x", "/usr/bin/Xvfb")),
    Program("openssl", ("openssl",), ("openssl", "version")),
    Program(
        "nginx with Brotli",
        ("nginx-light", "libnginx-mod-http-brotli-static"),
        ("test", "-e", "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
    ),
    Program("Caddy", ("caddy",), ("caddy", "version")),
    Program("Apache", ("apache2-bin",), ("test", "-x", "/usr/sbin/apache2")),
    Program("dig", ("bind9-dnsutils",), ("dig", "-v")),
    Program("dnsmasq", ("dnsmasq-base",), ("dnsmasq", "--version")),
    # For Debian's own Python: what a receiving server makes of SPF, DKIM and DMARC.
    Program(
        "authheaders",
        ("python3-authheaders", "python3-spf"),
        ("/usr/bin/python3", "-c", "import authheaders, spf"),
    ),
    Program("dash", ("dash",), ("dash", "-c", ":")),
    Program("curl", ("curl",), ("curl", "--version")),
    Program(
        "swaks with TLS",
        ("swaks", "libnet-ssleay-perl"),
        ("sh", "-c", "command -v swaks && perl -MNet::SSLeay -e ''"),
    ),
    Program("docker-compose", ("docker-compose",), ("docker-compose", "version")),
    # Their clients only: nothing is run in a container.
    Program("docker", ("docker.io",), ("docker", "--version")),
    Program("podman", ("podman",), ("podman", "--version")),
    Program("systemd-analyze", ("systemd",), ("systemd-analyze", "--version")),
    Program(
        "systemd's library",
        ("libsystemd-shared",),
        ("sh", "-c", "test -e /usr/lib/*/systemd/libsystemd-shared-*.so"),
    ),
)


def ruby() -> str:
    """The path of Ruby. Raises RuntimeError when there is none."""
    found = shutil.which("ruby")
    if found is None:
        raise RuntimeError("Ruby is missing. Run python -m tests.programs.")
    return found


def missing() -> list[Program]:
    """The programs that are not on this machine."""
    return [program for program in PROGRAMS if not _works(program)]


def ensure() -> None:
    """Install what is missing. Raises RuntimeError when something cannot be installed."""
    wanted = missing()
    packages = dict.fromkeys(name for program in wanted for name in program.packages)
    if wanted and not (apt.install(*packages) and not missing()):
        raise RuntimeError(
            f"Missing, and not to be installed from here: "
            f"{', '.join(program.what for program in missing())}. On Debian, as root: "
            f"apt-get install {' '.join(packages)}."
        )


def _works(program: Program) -> bool:
    try:
        return subprocess.run(program.proof, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    try:
        ensure()
    except RuntimeError as error:
        sys.exit(str(error))
