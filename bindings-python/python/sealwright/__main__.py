"""The command line: `python -m sealwright`, and the script `sealwright`."""

from __future__ import annotations

import sys

from ._sealwright import _run


def main() -> int:
    """Runs the program with the arguments of this process and gives its exit code."""
    # Python would keep Ctrl-C until the program returns; so it ends at once, as any program does.
    # In the background of a shell it stays ignored (POSIX, 2.11).
    import signal

    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.flush()
    return _run(["sealwright", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
