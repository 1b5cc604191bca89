"""`python -m tests.system.mail`: runs the matrix, and writes this system's table for the site."""

import json
import subprocess
from datetime import date

import aiosmtpd

from sitegen.context import CONTENT
from tests import programs
from tests.system.mail import forem, matrix

TABLE = CONTENT / "delivery.json"
"""The measurements by system: `{"debian 12": {...}, "debian 13": {...}}`."""


def main() -> None:
    """Run the matrix, and write the table with the date and the versions."""
    results = matrix.run()
    postconf = ["/usr/sbin/postconf", "-h", "mail_version"]
    postfix = subprocess.run(postconf, capture_output=True, text=True, check=True).stdout.strip()
    measured = {
        "day": date.today().isoformat(),
        "versions": {
            **forem.versions(),
            "Postfix": postfix,
            "aiosmtpd": aiosmtpd.__version__,
        },
        "cases": len({result.case for result in results}),
        "emails": len(results),
        "rows": matrix.table(results),
    }
    tables = json.loads(TABLE.read_text(encoding="utf-8")) | {programs.system(): measured}
    text = json.dumps(dict(sorted(tables.items())), indent=1)
    TABLE.write_text(text + "\n", encoding="utf-8")
    print(f"{measured['cases']} cases, {measured['emails']} emails: {TABLE.name} is written.")


if __name__ == "__main__":
    main()
