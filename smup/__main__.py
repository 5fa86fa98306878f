"""Entry of ``python -m smup``."""

import sys

try:
    from smup.cli import main
except KeyboardInterrupt:  # loading the program takes seconds, in which nothing is begun yet
    sys.exit(130)

if __name__ == "__main__":
    sys.exit(main())
