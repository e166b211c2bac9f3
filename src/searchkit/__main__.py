"""`python -m searchkit` is the command."""

import sys

from searchkit.cli import main

sys.exit(main())
