"""`python -m pilothouse`: the command line without an installed script."""

import sys

from pilothouse.cli import main

sys.exit(main())
