"""The pages of a window by their keys; each is made when it is first asked for, since a window has many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QWidget


@dataclass
class _Page:
    title: str
    make: Callable[[], QWidget]
    made: QWidget | None = None


class WindowPages(Mapping[str, QWidget]):
    """The pages in the order of the sidebar. Looking at one by its key makes it and puts it into the stack."""

    def __init__(self, stack: QStackedWidget) -> None:
        self._stack = stack
        self._pages: dict[str, _Page] = {}

    def add(self, key: str, title: str, make: Callable[[], QWidget]) -> None:
        """Takes in a page that `make` is to make; `title` is a msgid."""
        self._pages[key] = _Page(title, make)

    def title(self, key: str) -> str:
        """The msgid of a page's title."""
        return self._pages[key].title

    def shown(self) -> str:
        """The key of the page that the stack shows; empty where it shows another."""
        current = self._stack.currentWidget()
        return next((key for key, page in self._pages.items() if current and page.made is current), "")

    def __getitem__(self, key: str) -> QWidget:
        page = self._pages[key]
        if page.made is None:
            page.made = page.make()
            self._stack.addWidget(page.made)
        return page.made

    def __contains__(self, key: object) -> bool:
        return key in self._pages  # without making it

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
