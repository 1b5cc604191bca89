"""Certificates for the test servers: from an authority that Ruby trusts, or self-signed."""

import subprocess
from pathlib import Path

import trustme


class Certificates:
    """Writes certificates into `folder`; `authority` is the CA's file, for clients to trust."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._authority = trustme.CA()
        self.authority = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(str(self.authority))

    def issue(self, *names: str) -> Path:
        """Write a file with a key and a certificate for these names, and return its path."""
        path = self._folder / f"{names[0]}.pem"
        self._authority.issue_cert(*names).private_key_and_cert_chain_pem.write_to_path(str(path))
        return path

    def self_signed(self, name: str) -> Path:
        """Write the same for one name, but self-signed."""
        path = self._folder / f"{name}-self-signed.pem"
        command = (
            f"openssl req -x509 -newkey rsa:2048 -nodes -keyout {path} -out {path}.certificate"
        )
        more = ["-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
        subprocess.run([*command.split(), *more], check=True, capture_output=True)
        with path.open("ab") as file:
            file.write(path.with_name(path.name + ".certificate").read_bytes())
        return path
