"""`python -m tests.system.mail`: runs the matrix, and writes its table for the site."""

import json
import subprocess
from pathlib import Path

import aiosmtpd

from tests.system.mail import forem, matrix

TABLE = Path(__file__).parents[3] / "docs/assets/delivery.json"


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
