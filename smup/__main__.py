"""Entry of ``python -m smup``."""

import sys

from smup.cli import main

if __name__ == "__main__":
    sys.exit(main())
