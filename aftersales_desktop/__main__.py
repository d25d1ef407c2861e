"""Where the program starts: a window, or one of the commands that need none."""

from __future__ import annotations

import sys


def main() -> int:
    """Run what the command line asks for; gives the exit status."""
    from aftersales_desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
