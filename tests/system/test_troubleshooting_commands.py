"""The commands on the troubleshooting page print what the page says."""

from __future__ import annotations

import contextlib
import shlex
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from forem_smtp.replies import explain, replies
from tests.examples import block
from tests.system.mail.postfix import free_ports
from tests.system.payloads.stubs import Stub, run
from tests.system.workers import TIMEOUT_S, redis, started

HOST, PORT = "smtp.sendgrid.net", "587"
"""What the page has in place of the reader's own."""

# A worker like Forem's: emails wait in Sidekiq's queue, then go to a server that doesn't exist.
WORKER = """
require "action_mailer"
require "active_job"
require "sidekiq"
ActiveJob::Base.queue_adapter = :sidekiq
ActionMailer::Base.delivery_method = :smtp
ActionMailer::Base.smtp_settings = {address: "127.0.0.1", port: Integer(ENV.fetch("SMTP_PORT"))}
class Invites < ActionMailer::Base
  def invite(number)
    mail(from: "a@example.org", to: "b@example.org", subject: "Invite", body: number.to_s)
  end
end
"""
INVITE = 'require "./worker"; ActiveJob::Base.logger = nil; Invites.invite(1).deliver_later%s'


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A folder with stubs of docker and, in the container, of bundle."""
    Stub(tmp_path / "bin", "docker", '[ "$1 $2" = "compose logs" ] && cat log\nshift 4; "$@"')
    Stub(tmp_path / "bin", "bundle", '[ "$1 $2 $3" = "exec rails runner" ] && ruby -e "$4"')
    return tmp_path


# Forem's queue


class Queue:
    """Sidekiq's queue in Redis."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        [closed] = free_ports(1)
        self.environment = {"REDIS_URL": url, "SMTP_PORT": str(closed)}
        (folder / "worker.rb").write_text(WORKER, encoding="utf-8")

    def invite(self, queue: str = "mailers") -> None:
        program = INVITE % f"(queue: :{queue})"
        done = run(f"ruby -e {shlex.quote(program)}", self.folder, self.folder, **self.environment)
        assert done.returncode == 0, done.stderr

    @contextlib.contextmanager
    def worker(self) -> Iterator[None]:
        """Run Sidekiq, which processes the emails."""
        command = ["sidekiq", "-r", "./worker.rb", "-q", "mailers", "-q", "default", "-c", "1"]
        with started(command, self.folder, self.environment):
            yield

    def printed(self) -> list[str]:
        """Return the output of the page's command, without what Sidekiq 7 logs first."""
        done = run(block("queue"), self.folder, self.folder / "bin", **self.environment)
        assert done.returncode == 0, done.stderr
        return [line for line in done.stdout.splitlines() if " INFO: Sidekiq" not in line]

    def wait(self, line: str) -> list[str]:
        """Wait for this line in the output, and return all lines."""
        end = time.monotonic() + TIMEOUT_S
        while line not in (lines := self.printed()):
            assert time.monotonic() < end, lines
        return lines


@pytest.fixture
def queue(host: Path) -> Iterator[Queue]:
    with redis(host) as url:
        yield Queue(host, url)


@pytest.mark.needs("redis", "sidekiq", "action-mailer")
def test_the_queue_command_shows_the_state_of_emails(queue: Queue) -> None:
    assert queue.printed() == expected(workers=0, waiting=0, failed=0)
    # Without a worker, emails wait, and there is no error.
    queue.invite()
    queue.invite("default")  # Forem's queue for email since late 2021
    assert queue.printed() == expected(workers=0, waiting=2, failed=0)
    # They fail, and are kept for a retry, with an error that the checker recognizes.
    with queue.worker():
        lines = queue.wait("Failed, to be tried again: 2")
        assert lines[:-1] == expected(workers=1, waiting=0, failed=2)
        count, _, error = lines[-1].partition(" times ")
        assert count == "2"
        assert explain(error).id == "connection-refused"


def expected(workers: int, waiting: int, failed: int) -> list[str]:
    return [
        f"Workers running: {workers}",
        f"Jobs waiting: {waiting}",
        f"Failed, to be tried again: {failed}",
        "Given up: 0",
    ]


# Forem's log


def test_the_log_shows_every_error_and_little_else(host: Path) -> None:
    # `forem-smtp probe` has words of its own for a reply without an end. Forem would wait on.
    known = [reply for reply in replies() if reply.errors and reply.id != "endless-reply"]
    errors = [reply.example for reply in known]
    noise = ["Started GET /enter", "Completed 200 OK in 13ms", "Performing Emails::Digest"]
    (host / "log").write_text("\n".join([*noise, *errors, *noise]), encoding="utf-8")
    done = run(block("log-lines"), host, host / "bin")
    assert len(errors) > 20
    assert done.stdout.splitlines() == errors


# Whether a port can be reached


@contextlib.contextmanager
def server(greet: Callable[[socket.socket], object]) -> Iterator[int]:
    """Accept and greet one client."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            caller, _ = listener.accept()
            with caller:
                greet(caller)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        # The client has gone: it was served, or never connected.
        thread.join(1)


@contextlib.contextmanager
def full() -> Iterator[int]:
    """Yield the port of a listener whose backlog is full, so that it doesn't answer anymore."""
    with socket.socket() as listener, contextlib.ExitStack() as callers:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            caller = callers.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def try_port(
    folder: Path, name: str, port: int, seconds: str = "10"
) -> subprocess.CompletedProcess[str]:
    """Run the page's command, with its timeout of ten seconds or another one."""
    command = block("try-port").replace(f"{HOST} {PORT}", f"{name} {port}")
    assert str(port) in command
    limits = ("connect_timeout: 10", "wait_readable(10)")
    for limit in limits:
        assert limit in command
        command = command.replace(limit, limit.replace("10", seconds))
    return run(command, folder, folder / "bin")


@pytest.mark.needs("ruby")
def test_each_address_is_tried(host: Path) -> None:
    with server(lambda caller: caller.sendall(b"220 mail.example.org ESMTP\r\n")) as port:
        command = block("try-addresses").replace(f"{HOST} {PORT}", f"127.0.0.1 {port}")
        assert run(command, host, host / "bin").stdout == "127.0.0.1: open\n"
    assert run(command, host, host / "bin").stdout == "127.0.0.1: refused\n"
    with full() as port:
        lost = block("try-addresses").replace(f"{HOST} {PORT}", f"127.0.0.1 {port}")
        lost = lost.replace("timeout: 5", "timeout: 1")
        assert run(lost, host, host / "bin").stdout == "127.0.0.1: timed out\n"


@pytest.mark.needs("ruby")
def test_an_open_port_greets(host: Path) -> None:
    with server(lambda caller: caller.sendall(b"220 mail.example.org ESMTP\r\n")) as port:
        done = try_port(host, "127.0.0.1", port)
    assert done.stdout.splitlines() == ["The port is open.", "220 mail.example.org ESMTP"]


@pytest.mark.needs("ruby")
def test_a_port_with_implicit_tls_does_not_greet(host: Path) -> None:
    # It waits for the client to begin, as on port 465, until the client disconnects.
    with server(lambda caller: caller.recv(1)) as port:
        done = try_port(host, "127.0.0.1", port, seconds="1")
    assert "No greeting" in done.stdout


@pytest.mark.needs("ruby")
@pytest.mark.parametrize(
    ("name", "shows", "reply"),
    [
        ("127.0.0.1", "Errno::ECONNREFUSED", "connection-refused"),
        ("no-such-host.invalid", "getaddrinfo", None),
    ],
)
def test_the_obstacle_is_named(name: str, shows: str, reply: str | None, host: Path) -> None:
    (closed,) = free_ports(1)
    done = try_port(host, name, closed)
    assert done.returncode and shows in done.stderr
    assert explain(done.stderr).id in ([reply] if reply else ["name-unknown", "name-lookup-failed"])


@pytest.mark.needs("ruby")
def test_no_answer_is_a_timeout(host: Path) -> None:
    with full() as port:
        begin = time.monotonic()
        done = try_port(host, "127.0.0.1", port, seconds="1")
    assert "Errno::ETIMEDOUT" in done.stderr
    assert explain(done.stderr).id == "open-timeout"
    assert time.monotonic() - begin >= 1


# Whether a certificate is trusted


@contextlib.contextmanager
def mail_server(certificate: trustme.LeafCert) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    def talk(caller: socket.socket) -> None:
        caller.sendall(b"220 mail.example.org ESMTP\r\n")
        while not caller.recv(1000).startswith(b"STARTTLS"):
            caller.sendall(b"250-mail.example.org\r\n250 STARTTLS\r\n")
        caller.sendall(b"220 Go ahead\r\n")
        with contextlib.suppress(OSError), context.wrap_socket(caller, server_side=True) as safe:
            safe.recv(1)

    with server(talk) as port:
        yield port


@pytest.mark.needs("openssl")
@pytest.mark.parametrize(
    ("made_for", "trusted", "shows"),
    [
        ("localhost", True, "Verification: OK"),
        ("localhost", False, "Verification error: unable to verify the first certificate"),
        ("mail.example.org", True, "Verification error: hostname mismatch"),
    ],
)
def test_the_certificate(made_for: str, trusted: bool, shows: str, tmp_path: Path) -> None:
    authority = trustme.CA()
    known = authority if trusted else trustme.CA()
    known.cert_pem.write_to_path(str(tmp_path / "known.pem"))
    with mail_server(authority.issue_cert(made_for)) as port:
        command = block("try-certificate").replace(PORT, str(port)).replace(HOST, "localhost")
        done = run(command, tmp_path, tmp_path, SSL_CERT_FILE=str(tmp_path / "known.pem"))
    assert shows.lower() in (done.stdout + done.stderr).lower()
