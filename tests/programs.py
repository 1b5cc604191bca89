"""The programs that the tests start: Ruby, Postfix, browsers, programs that read settings.

`python -m tests.programs` installs what is missing, as root on Debian, and says what is still
missing. A test names what it can't do without: `@pytest.mark.needs("rails", "postfix")`. It is
skipped where one of them is missing; `tests/conftest.py` says at the end what was not run.

On the systems in `REFERENCE`, everything in `PROGRAMS` must be there, except what `not_in` says
they have no package for. Under `CI`, anything else that is missing there is an error.
"""

import os
import platform
import shutil
import subprocess
import sys
from functools import cache
from itertools import chain
from typing import NamedTuple

from tests import apt

REFERENCE = ("debian 12", "debian 13")


class Program(NamedTuple):
    """A program that tests need, its Debian packages, and a command that succeeds if it works.

    `not_in` names the reference systems that have no package for it.
    """

    name: str
    packages: tuple[str, ...]
    proof: tuple[str, ...]
    not_in: tuple[str, ...] = ()


PROGRAMS = (
    Program("ruby", ("ruby",), ("ruby", "-e", "")),
    Program("dotenv", ("ruby", "ruby-dotenv"), ("ruby", "-rdotenv", "-e", "")),
    Program(
        "action-mailer",
        ("ruby", "ruby-actionmailer", "ruby-mail"),
        ("ruby", "-raction_mailer", "-e", ""),
    ),
    Program(
        "rails",
        ("ruby", "ruby-rails", "ruby-sqlite3"),
        ("ruby", "-rrails", "-raction_mailer", "-rsqlite3", "-e", ""),
    ),
    Program("devise", ("ruby", "ruby-devise"), ("ruby", "-rdevise", "-e", ""), ("debian 13",)),
    Program("sidekiq", ("ruby-sidekiq",), ("sidekiq", "--version")),
    Program(
        "request-store",
        ("ruby-request-store",),
        ("ruby", "-rrack", "-rrequest_store", "-e", "RequestStore::Middleware"),
    ),
    Program("redis", ("redis-server",), ("redis-server", "--version")),
    Program("postfix", ("postfix", "libsasl2-modules"), ("test", "-x", "/usr/sbin/postconf")),
    Program("sasl", ("sasl2-bin",), ("test", "-x", "/usr/sbin/saslpasswd2")),
    Program("firefox", ("firefox-esr",), ("firefox-esr", "--version")),
    Program(
        "webkit",
        ("webkit2gtk-driver",),
        (
            "sh",
            "-c",
            "test -x /usr/bin/WebKitWebDriver -a -x /usr/lib/*/webkit2gtk-4.1/MiniBrowser",
        ),
    ),
    Program("xvfb", ("xvfb",), ("test", "-x", "/usr/bin/Xvfb")),
    Program("openssl", ("openssl",), ("openssl", "version")),
    Program(
        "nginx-brotli",
        ("nginx-light", "libnginx-mod-http-brotli-static"),
        ("test", "-e", "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
    ),
    Program("caddy", ("caddy",), ("caddy", "version")),
    Program("apache", ("apache2-bin",), ("test", "-x", "/usr/sbin/apache2")),
    Program("dig", ("bind9-dnsutils",), ("dig", "-v")),
    Program("dnsmasq", ("dnsmasq-base",), ("dnsmasq", "--version")),
    # For Debian's own Python: evaluates SPF, DKIM and DMARC as a receiving server does.
    Program(
        "authheaders",
        ("python3-authheaders", "python3-spf"),
        ("/usr/bin/python3", "-c", "import authheaders, spf"),
    ),
    Program("dash", ("dash",), ("dash", "-c", ":")),
    Program("curl", ("curl",), ("curl", "--version")),
    Program(
        "swaks",
        ("swaks", "libnet-ssleay-perl"),
        ("sh", "-c", "command -v swaks && perl -MNet::SSLeay -e ''"),
    ),
    Program("docker-compose", ("docker-compose",), ("docker-compose", "version")),
    # The two versions read some files differently.
    Program(
        "docker-compose-1",
        ("docker-compose",),
        ("/usr/bin/python3", "-c", "import compose"),
        ("debian 13",),
    ),
    Program(
        "docker-compose-2",
        ("docker-compose",),
        ("sh", "-c", "docker-compose version --short | grep -q ^2"),
        ("debian 12",),
    ),
    # Only their clients: nothing runs in a container.
    Program("docker", ("docker-cli | docker.io",), ("docker", "--version")),
    Program("podman", ("podman",), ("podman", "--version")),
    Program(
        "systemd",
        ("systemd", "libsystemd-shared"),
        (
            "sh",
            "-c",
            "systemd-analyze --version && test -e /usr/lib/*/systemd/libsystemd-shared-*.so",
        ),
    ),
)
_BY_NAME = {program.name: program for program in PROGRAMS}


@cache
def system() -> str:
    """Return the system's name and release, such as "debian 13"."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return platform.system().lower()
    return f"{release['ID']} {release.get('VERSION_ID', '')}".strip()


def ruby() -> str:
    """Return the path of Ruby. Raises RuntimeError if there is none."""
    path = shutil.which("ruby")
    if path is None:
        raise RuntimeError("Ruby is missing. Run python -m tests.programs.")
    return path


@cache
def works(name: str) -> bool:
    """Whether a program works on this machine. Raises KeyError for a name not in `PROGRAMS`."""
    return _proved(_BY_NAME[name])


def install() -> list[str]:
    """Install what is missing, and return the names of what is still missing.

    First all at once, which is quicker; if that fails, each on its own, so that a package that
    doesn't exist keeps nothing else away.
    """
    missing = [program for program in PROGRAMS if not _proved(program)]
    packaged = [program.packages for program in missing if system() not in program.not_in]
    if packaged and not apt.install(*dict.fromkeys(chain.from_iterable(packaged))):
        for packages in packaged:
            apt.install(*packages)
    return [program.name for program in missing if not _proved(program)]


def must_work(name: str) -> bool:
    """Whether a missing program is an error: in CI, if the system has a package for it."""
    packaged = system() in REFERENCE and system() not in _BY_NAME[name].not_in
    return packaged and bool(os.environ.get("CI"))


def how_to_get(names: list[str]) -> str:
    """Return a sentence or two on how to get missing programs."""
    unpackaged = [name for name in names if system() in _BY_NAME[name].not_in]
    packages = dict.fromkeys(
        package.replace(" | ", " or ")
        for name in names
        if name not in unpackaged
        for package in _BY_NAME[name].packages
    )
    sentences = []
    if packages:
        sentences.append(f"Debian's packages for them: {', '.join(packages)}.")
    if unpackaged:
        sentences.append(f"{system().title()} has no package for {', '.join(unpackaged)}.")
    return " ".join(sentences)


def _proved(program: Program) -> bool:
    try:
        return subprocess.run(program.proof, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def main() -> None:
    """Install what is missing. Ends with an error if something that must be there is missing."""
    missing = install()
    if missing:
        text = f"Missing: {', '.join(missing)}. {how_to_get(missing)}"
        if any(must_work(name) for name in missing):
            sys.exit(text)
        print(text, "Tests that need them are skipped.", file=sys.stderr)


if __name__ == "__main__":
    main()
