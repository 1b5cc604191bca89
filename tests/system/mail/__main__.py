"""`python -m tests.system.mail`: runs the matrix, and writes its table for the site."""

import json
import subprocess

import aiosmtpd

from sitegen.context import CONTENT
from tests.system.mail import forem, matrix

TABLE = CONTENT / "delivery.json"


def main() -> None:
    """Write the table, with the versions of what was run."""
    results = matrix.run()
    postconf = ["/usr/sbin/postconf", "-h", "mail_version"]
    postfix = subprocess.run(postconf, capture_output=True, text=True, check=True).stdout.strip()
    data = {
        "versions": {
            **forem.versions(),
            "Postfix": postfix,
            "aiosmtpd": aiosmtpd.__version__,
        },
        "cases": len({result.case for result in results}),
        "mails": len(results),
        "rows": matrix.table(results),
    }
    TABLE.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"{data['cases']} cases, {data['mails']} mails: {TABLE.name} is written.")


if __name__ == "__main__":
    main()
