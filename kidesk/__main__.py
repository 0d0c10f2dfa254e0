"""python -m kidesk"""

import sys

from kidesk.cli import main

sys.exit(main())
