"""The pictures of the pages that are looked at, drawn one after the other away from the window's thread."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from kidesk.gui import tasks
from kidesk.gui.preview.pdf_file import PdfFile

_MOST_BYTES = 128 << 20
_MOST_PIXELS = 20_000_000  # a page of A4 at 400 % on an ordinary screen has 8 million


@dataclass(frozen=True)
class Picture:
    """A page as it looked in `file` at `scale` pixels a point, and its text."""

    file: PdfFile
    scale: float
    image: QImage
    text: str


class Pictures(QObject):
    """Draws what is wanted, the first first; what was wanted before and is no longer is not drawn.

    `ready` carries the number of a page that has a new picture, `failed` what went wrong.
    """

    ready = Signal(int)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._file: PdfFile | None = None
        self._scale = 1.0
        self._wanted: list[int] = []
        self._looked_at: frozenset[int] = frozenset()
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._task: tasks.Task | None = None

    def use(self, file: PdfFile | None) -> None:
        """Draws from another file; the pictures of the one before stay until there are new ones. None ends the work."""
        self._file, self._wanted = file, []
        for number in list(self._kept):
            if file is None or number >= len(file.sizes):
                del self._kept[number]

    def want(self, numbers: Sequence[int], scale: float) -> None:
        """Asks for these pages, `scale` pixels a point, in the place of whatever was asked for before."""
        self._wanted, self._looked_at, self._scale = list(numbers), frozenset(numbers), scale
        self._draw_next()

    def of(self, number: int) -> Picture | None:
        """The newest picture of a page, perhaps of another scale or an earlier file."""
        return self._kept.get(number)

    def _draw_next(self) -> None:
        while self._file is not None and self._task is None and self._wanted:
            self._draw(self._file, self._wanted.pop(0))

    def _draw(self, file: PdfFile, number: int) -> None:
        scale = min(self._scale, math.sqrt(_MOST_PIXELS / math.prod(file.sizes[number])))
        kept = self._kept.get(number)
        if kept is None or kept.file is not file or kept.scale != scale:
            self._task = tasks.begin(
                lambda progress: Picture(file, scale, file.picture(number, scale), file.text(number)),
                partial(self._drawn, number),
                self._give_up,
            )

    def _drawn(self, number: int, picture: Picture) -> None:
        self._task = None
        if picture.file is self._file:
            self._kept[number] = picture
            self._kept.move_to_end(number)
            self._forget_some()
            self.ready.emit(number)
        self._draw_next()

    def _give_up(self, error: BaseException) -> None:
        self._task = None
        if self._file is not None:
            self._wanted = []
            self.failed.emit(error)

    def _forget_some(self) -> None:
        """Drops what was drawn longest ago and is not looked at, where there is too much."""
        too_much = sum(one.image.sizeInBytes() for one in self._kept.values()) - _MOST_BYTES
        for number in [number for number in self._kept if number not in self._looked_at]:
            if too_much <= 0:
                return
            too_much -= self._kept.pop(number).image.sizeInBytes()
