"""What went wrong, in the words of Forem's log: Ruby's names of errors, and the server's reply."""

from __future__ import annotations

import errno
import socket
import ssl

from .talk import EndlessReplyError, Reply


class RefusedError(Exception):
    """The server refused what Forem said: when `signing_in`, the user name and password."""

    def __init__(self, reply: Reply, *, signing_in: bool = False) -> None:
        super().__init__(reply)
        self.reply = reply
        self.signing_in = signing_in


def in_the_log(error: Exception, *, opening: bool) -> str:
    """Return what Forem's log has for this error, without secrets, with the server's whole reply.

    `opening` is whether a connection was being made, or encryption being agreed on.
    """
    if isinstance(error, RefusedError):
        return "\n".join([f"{_class_of(error)}: {error.reply.shown[0]}", *error.reply.shown[1:]])
    if isinstance(error, TimeoutError):
        return "Net::OpenTimeout: execution expired" if opening else "Net::ReadTimeout"
    if isinstance(error, EndlessReplyError):
        return "The server's answer has no end"
    if isinstance(error, EOFError):
        return "EOFError: end of file reached"
    if isinstance(error, ssl.SSLCertVerificationError):
        why = "hostname mismatch" if "mismatch" in error.verify_message else error.verify_message
        return f"OpenSSL::SSL::SSLError: certificate verify failed ({why})"
    if isinstance(error, ssl.SSLError):
        return (
            f"OpenSSL::SSL::SSLError: {(error.reason or 'SSL_connect').lower().replace('_', ' ')}"
        )
    if opening and isinstance(error, socket.gaierror | UnicodeError):
        why = getattr(error, "strerror", None) or "Name or service not known"
        return f"Socket::ResolutionError: getaddrinfo: {why}"
    if isinstance(error, OSError) and (name := errno.errorcode.get(error.errno or 0)):
        return f"Errno::{name}: {error.strerror}"
    return f"ArgumentError: {error}"


def _class_of(error: RefusedError) -> str:
    """Return the class that net-smtp gives to a reply (`Net::SMTP::Response#exception_class`)."""
    if error.signing_in:
        return "Net::SMTPAuthenticationError"
    code = error.reply.lines[0]
    by_code = {"4": "ServerBusy", "50": "SyntaxError", "53": "AuthenticationError"}
    name = by_code.get(code[:1]) or by_code.get(code[:2])
    return f"Net::SMTP{name or ('FatalError' if code[:1] == '5' else 'UnknownError')}"
