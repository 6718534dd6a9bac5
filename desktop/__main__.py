"""Starts the program, or the reading worker that the program starts for itself."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run what was asked for and return the exit code.

    A child that reads hostile files is this same program with ``HUBIAO_WORKER`` set: it must not
    import the window, the database or anything else that costs memory (``exchange.md``).
    """
    task = os.environ.get("HUBIAO_WORKER")
    if task == "pictures":
        from desktop.exchange.picture_worker import main as look

        return look()
    if task == "scans":
        from desktop.exchange.scan_worker import main as take

        return take()
    if task:
        from desktop.exchange.worker import main as work

        return work()
    from desktop.app import main as start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
