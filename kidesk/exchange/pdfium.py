"""PDFium's one lock: it may be entered by one thread at a time, whichever room calls it."""

from __future__ import annotations

import threading

# Re-entrant because Python may find that an earlier file is no longer used, and close it, anywhere.
INSIDE = threading.RLock()
