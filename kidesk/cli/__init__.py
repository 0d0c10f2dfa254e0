"""The command line: kidesk without its window."""

from kidesk.cli.program import main

__all__ = ["main"]
