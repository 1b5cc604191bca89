"""Checks a signed email as a receiving server does, using Debian's Python and its packages.

It reads JSON from standard input, and prints the header Authentication-Results.
"""

import json
import sys

import authheaders  # type: ignore[import-not-found]
import dkim  # type: ignore[import-not-found]
import dns.resolver  # type: ignore[import-not-found]

MAIL = b"From: %s\r\nTo: member@receiver.example\r\nSubject: Confirm your email\r\n\r\nHello\r\n"

given = json.load(sys.stdin)
resolver = dns.resolver.Resolver(configure=False)
resolver.nameservers, resolver.port = ["127.0.0.1"], given["dns_port"]
dns.resolver.default_resolver = resolver  # for SPF, DKIM and DMARC alike

mail = MAIL % given["sender"].encode()
key = given["key"].encode()
domain = given["signing_domain"].encode()
headers = [b"from", b"to", b"subject"]
signature = dkim.sign(mail, b"s1", domain, key, include_headers=headers)
print(
    authheaders.authenticate_message(
        signature + mail,
        "mx.receiver.example",
        spf=True,
        ip=given["server"],
        mail_from=given["envelope_sender"],
        helo="out.provider.example",
    )
)
