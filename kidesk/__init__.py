"""kidesk: the desktop register of a university's international relations unit."""

__version__ = "0.1.0"
