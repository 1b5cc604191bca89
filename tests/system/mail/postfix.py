"""A real Postfix with Cyrus SASL on loopback: one server for each kind of configuration.

It runs in its own folder, independently of any installed Postfix service, and needs root to start.
"""

import os
import random
import shutil
import socket
import subprocess
import tempfile
import time
from email.message import Message
from email.parser import BytesParser
from itertools import islice
from pathlib import Path

from forem_smtp.rules.samples import SENDGRID
from tests.system.mail.certificates import Certificates

RECIPIENT = "member@members.test"
"""The address to which this Postfix takes mail."""
ACCOUNTS = {
    "forem@example.org": "Jm4-vault-Tulip-92",
    "forem": "Jm4-vault-Tulip-92",
    "yourgroup": "Jm4-vault-Tulip-92",
    "resend": "Jm4-vault-Tulip-92",
    "words@example.org": "three short words",
    "emoji@example.org": "Tulip-\u2764\ufe0f-\U0001f469\u200d\U0001f680-92",
    "persian@example.org": "\u0631\u0645\u0632\u200c\u0639\u0628\u0648\u0631-92",
    "key@example.org": str(SENDGRID.password),
}
"""User names and their passwords."""

STARTTLS = {"smtpd_tls_security_level": "encrypt", "smtpd_tls_auth_only": "yes"}
SERVERS: dict[str, dict[str, str]] = {
    "starttls-required": STARTTLS,
    "starttls-offered": {"smtpd_tls_security_level": "may"},
    "no-tls": {"smtpd_tls_security_level": "none"},
    "implicit-tls": {"smtpd_tls_wrappermode": "yes", **STARTTLS},
    "strict-helo": {
        **STARTTLS,
        "smtpd_helo_required": "yes",
        "smtpd_helo_restrictions": "reject_non_fqdn_helo_hostname",
        # Otherwise a bad name is refused only at RCPT TO.
        "smtpd_delay_reject": "no",
    },
    "other-name": {**STARTTLS, "smtpd_tls_chain_files": "other-name"},
    "self-signed": {**STARTTLS, "smtpd_tls_chain_files": "self-signed"},
    "plain-and-login": {**STARTTLS, "smtpd_sasl_path": "plain-and-login"},
}
"""Each server, and how it departs from the common settings."""


class Postfix:
    """A running Postfix, as a context manager.

    `ports` has the port of each of `SERVERS`; `authority` is the file of the CA certificate that
    clients must trust, and `certificates` issues more. The servers' own certificates are for
    `mail.example.org`, `*.example.org` and `names`.
    """

    def __init__(self, *names: str) -> None:
        self._names = names

    def __enter__(self) -> "Postfix":
        # Not in pytest's own folder, which the user postfix can't enter.
        self._folder = Path(tempfile.mkdtemp(prefix="postfix-"))
        self._folder.chmod(0o755)
        self.certificates = certificates = Certificates(self._folder)
        self.authority = certificates.authority
        names = ("mail.example.org", "*.example.org", *self._names)
        self._chains = {
            "right": certificates.issue(*names),
            "other-name": certificates.issue("other.example.net"),
            "self-signed": certificates.self_signed("mail.example.org"),
        }
        self.ports = dict(zip(SERVERS, free_ports(len(SERVERS)), strict=True))
        self._configure()
        self._add_accounts()
        try:
            self._run("start")
            for port in self.ports.values():
                wait_for(port)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run([*self._command, "stop"], capture_output=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def serve(self, entry: str) -> None:
        """Add an entry to master.cf and reload, as the server's owner would."""
        with (self._folder / "etc/master.cf").open("a", encoding="utf-8") as file:
            file.write(entry)
        self._run("reload")

    def messages(self) -> dict[str, Message]:
        """Return the delivered emails by Message-ID, after waiting until no email is in transit."""
        deadline = time.monotonic() + 30
        while self._has_mail_in_transit():
            if time.monotonic() > deadline:
                raise TimeoutError(f"Postfix still holds mail.\n{self.log()}")
            time.sleep(0.1)
        parse = BytesParser().parsebytes
        found = [parse(path.read_bytes()) for path in (self._folder / "box/new").glob("*")]
        return {str(mail["Message-ID"]): mail for mail in found}

    def log(self) -> str:
        """Return Postfix's log."""
        log = self._folder / "log"
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""

    @property
    def _command(self) -> list[str]:
        return ["/usr/sbin/postfix", "-c", str(self._folder / "etc")]

    def _run(self, verb: str) -> None:
        done = subprocess.run([*self._command, verb], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"postfix {verb} failed (it needs root):\n{done.stderr}{self.log()}")

    def _has_mail_in_transit(self) -> bool:
        names = ("maildrop", "incoming", "active", "deferred")
        return any(
            files for name in names for _, _, files in os.walk(self._folder / "queue" / name)
        )

    def _configure(self) -> None:
        for name in ("etc", "etc/sasl", "queue", "data", "box"):
            (self._folder / name).mkdir()
        for name in ("data", "box"):
            shutil.chown(self._folder / name, "postfix", "postfix")
        etc = self._folder / "etc"
        (etc / "main.cf").write_text(self._main(), encoding="utf-8")
        (etc / "master.cf").write_text(self._master(), encoding="utf-8")
        for name, mechanisms in (
            ("smtpd", "PLAIN LOGIN CRAM-MD5"),
            ("plain-and-login", "PLAIN LOGIN"),
        ):
            (etc / "sasl" / f"{name}.conf").write_text(
                "pwcheck_method: auxprop\nauxprop_plugin: sasldb\n"
                f"sasldb_path: {self._folder}/sasldb2\nmech_list: {mechanisms}\n",
                encoding="utf-8",
            )

    def _main(self) -> str:
        uid, gid = self._folder.joinpath("box").stat()[4:6]
        here = self._folder
        settings = {
            "compatibility_level": "3.6",
            "maillog_file": f"{here}/log",
            "maillog_file_prefixes": str(here),
            "queue_directory": f"{here}/queue",
            "data_directory": f"{here}/data",
            "inet_interfaces": "127.0.0.1",
            "inet_protocols": "ipv4",
            "myhostname": "mail.example.org",
            "mydestination": "",
            "mynetworks": "",
            "biff": "no",
            "default_transport": "discard:",
            "virtual_mailbox_domains": RECIPIENT.rpartition("@")[2],
            "virtual_mailbox_base": f"{here}/box",
            "virtual_mailbox_maps": "static:./",
            "virtual_uid_maps": f"static:{uid}",
            "virtual_gid_maps": f"static:{gid}",
            "virtual_minimum_uid": str(uid),
            "smtpd_sasl_auth_enable": "yes",
            "smtpd_sasl_type": "cyrus",
            "cyrus_sasl_config_path": f"{here}/etc/sasl",
            "smtpd_sasl_path": "smtpd",
            "smtpd_sasl_security_options": "noanonymous",
            "smtpd_sasl_authenticated_header": "yes",
            "smtpd_recipient_restrictions": "permit_sasl_authenticated, reject",
            "smtpd_tls_received_header": "yes",
            "smtpd_tls_chain_files": str(self._chains["right"]),
            # Many cases run in parallel, and many of them fail on purpose.
            "smtpd_error_sleep_time": "0",
            "smtpd_client_connection_count_limit": "0",
            "default_process_limit": "60",
        }
        return "".join(f"{name} = {value}\n" for name, value in settings.items())

    def _master(self) -> str:
        lines = []
        for name, options in SERVERS.items():
            lines.append(f"127.0.0.1:{self.ports[name]} inet n - n - - smtpd")
            for option, value in options.items():
                lines.append(f"  -o {option}={self._chains.get(value, value)}")
        for row in (
            "pickup unix n - n 60 1 pickup",
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "tlsmgr unix - - n 1000? 1 tlsmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "error unix - - n - - error",
            "discard unix - - n - - discard",
            "virtual unix - n n - - virtual",
            "anvil unix - - n - 1 anvil",
            "scache unix - - n - 1 scache",
            "proxymap unix - - n - - proxymap",
            "postlog unix-dgram n - n - 1 postlogd",
        ):
            lines.append(row)
        return "\n".join(lines) + "\n"

    def _add_accounts(self) -> None:
        database = self._folder / "sasldb2"
        for user_name, password in ACCOUNTS.items():
            user, _, realm = user_name.partition("@")
            command = f"/usr/sbin/saslpasswd2 -p -c -f {database} -u {realm or 'mail.example.org'}"
            subprocess.run([*command.split(), user], input=password, encoding="utf-8", check=True)
        shutil.chown(database, "root", "postfix")
        database.chmod(0o640)


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 on which nothing listens.

    They are below the system's ephemeral ports, and each worker of a test run has its own range, so
    that nothing takes them before the intended server listens.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 20
    first = 10_000 + 1_000 * worker
    candidates = random.sample(range(first, first + 1_000), 1_000)
    return list(islice(filter(_is_free, candidates), count))


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def wait_for(port: int) -> None:
    """Return as soon as something listens on the port. Raises TimeoutError after ten seconds."""
    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise TimeoutError(f"Nothing listens on port {port}.") from None
            time.sleep(0.1)
