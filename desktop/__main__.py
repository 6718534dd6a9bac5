"""Starts the program, or the reading worker that the program starts for itself."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run what was asked for and return the exit code.

    A child that reads hostile files is this same program with ``HUBIAO_WORKER`` set: it must not
    import the window, the database or anything else that costs memory (``exchange.md``).
    """
    if os.environ.get("HUBIAO_WORKER"):
        from desktop.exchange.worker import main as work

        return work()
    from desktop.app import main as start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
