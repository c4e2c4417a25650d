"""The command line's door."""

import sys

from app import bootstrap


def main() -> int:
    """Run the program with the process's arguments and return its exit code."""
    return bootstrap.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
