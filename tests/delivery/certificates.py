"""Certificates for the test servers: of an authority that Ruby trusts, and of one it does not."""

from pathlib import Path

import trustme


class Certificates:
    """Writes certificates into `folder`; `trusted` is the file of the authority to trust."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._trusted = trustme.CA()
        self._stranger = trustme.CA()
        self.trusted = folder / "authority.pem"
        self._trusted.cert_pem.write_to_path(str(self.trusted))

    def issue(self, *names: str, trusted: bool = True) -> Path:
        """A file with the private key and the certificate of a server that has these names."""
        authority = self._trusted if trusted else self._stranger
        path = self._folder / f"{names[0].replace('*', 'any')}-{'' if trusted else 'un'}trusted.pem"
        authority.issue_cert(*names).private_key_and_cert_chain_pem.write_to_path(str(path))
        return path
