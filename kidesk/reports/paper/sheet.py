"""The sheet: ReportLab's canvas on which all that is drawn belongs to an element or is decoration."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import PDFName, PDFObject
from reportlab.pdfgen.canvas import Canvas

from kidesk.reports.paper import fonts
from kidesk.reports.paper.tags import Annotated, Element, mark, string

_DECORATION: Final = "/Artifact BMC"
_FURNITURE: Final = "/Artifact <</Type/Pagination>> BDC"
_END: Final = "EMC"


class _LinkArea(PDFObject):
    """The annotation that makes a rectangle lead somewhere; `goal` gives its entry once all pages are known."""

    __RefOnly__ = 1

    def __init__(self, box: tuple[float, ...], key: int, said: str, goal: Callable[[], str]) -> None:
        self._box, self._key, self._said, self._goal = box, key, said, goal

    def format(self, document: object) -> bytes:
        """The annotation as PDF source: printed, without a border, described (ISO 14289-1, 7.18)."""
        box = " ".join(f"{edge:.2f}" for edge in self._box)
        source = (
            f"<</Type/Annot/Subtype/Link/Rect[{box}]/F 4/Border[0 0 0]"
            f"/Contents{string(self._said)}/StructParent {self._key}{self._goal()}>>"
        )
        return source.encode("ascii")


class Sheet(Canvas):
    """A canvas of tagged pages.

    Everything drawn is decoration (an artifact) unless it is drawn between `begin` and `end` of an element, so that
    nothing can be forgotten. Elements are not opened inside each other: only leaves of the tree are drawn.
    """

    def __init__(self, stream: io.BytesIO, size: tuple[float, float], language_tag: str) -> None:
        super().__init__(
            stream,
            pagesize=size,
            pdfVersion=(1, 7),
            initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stub is wrong
            lang=language_tag,
        )
        self.places: dict[str, tuple[int, float]] = {}  # page (from 0) and height on it
        self.parents: dict[int, list[Element] | Element] = {}  # the parent tree: what each key belongs to
        self.is_outlined = False
        self._later: dict[str, Callable[[], str]] = {}
        self._open: Element | None = None
        self._start()

    @property
    def page(self) -> int:
        """The page that is being drawn, counted from 0."""
        return self.getPageNumber() - 1

    @property
    def code(self) -> list[str]:
        """The operators of this page, in order."""
        found: list[str] = self._code  # type: ignore[attr-defined]
        return found

    @property
    def document(self) -> Any:
        """ReportLab's document, which holds the objects of the file."""
        return self._doc  # type: ignore[attr-defined]

    def _start(self) -> None:
        self._marks: list[Element] = []
        self.page_key = len(self.parents)
        self.parents[self.page_key] = self._marks
        self.code.append(_DECORATION)

    # Tags

    def begin(self, element: Element) -> None:
        """What is drawn from now on stands for `element`, until `end`; raises ValueError inside another one."""
        if self._open is not None:
            raise ValueError(f"{element.role} inside {self._open.role}")
        self._open, code = element, self.code
        if code[-1] is _DECORATION:
            code.pop()
        else:
            code.append(_END)
        number = len(self._marks)
        self._marks.append(element)
        element.hold(mark(self.page, number))
        code.append(f"/{element.role} <</MCID {number}>> BDC")

    def end(self) -> None:
        """What is drawn from now on is decoration."""
        self._open = None
        self.code.extend((_END, _DECORATION))

    def furniture(self, draw: Callable[[], None]) -> None:
        """Draws what stands on every page."""
        self.code[-1:] = (_FURNITURE,) if self.code[-1] is _DECORATION else (self.code[-1], _END, _FURNITURE)
        draw()
        self.code.extend((_END, _DECORATION))

    # Text

    def show(self, operators: str) -> None:
        """Draws with operators made elsewhere."""
        self.code.append(operators)

    def later(self, operators: Callable[[], str]) -> None:
        """Keeps a place on this page for operators that are known only when all pages are."""
        token = f"%later-{len(self._later)}"
        self._later[token] = operators
        self.code.append(token)

    # Places

    def place(self, name: str, top: float) -> None:
        """Names a height on this page that links can lead to."""
        self.places[name] = (self.page, top)

    def bookmark(self, text: str, level: int, name: str, top: float) -> None:
        """Names a place and puts it into the outline at `level` (1 is the highest)."""
        self.place(name, top)
        self.is_outlined = True
        self.bookmarkPage(name, fit="XYZ", left=0, top=top, zoom=0)
        self.addOutlineEntry(text, name, level - 1, closed=False)

    def goal(self, name: str) -> str:
        """The entry of an annotation that leads to a named place, once all pages are there."""
        page, top = self.places[name]
        return f"/Dest[{self.page_reference(page)} /XYZ 0 {top:.2f} 0]"

    def link(self, element: Element, box: tuple[float, ...], said: str, goal: Callable[[], str]) -> None:
        """Makes the rectangle `box` (left, foot, right, top; points) lead to what `goal` says at the end."""
        key = len(self.parents)
        self.parents[key] = element
        name = f"link-{key}"
        element.hold(Annotated(self.page, name))
        self._addAnnotation(_LinkArea(box, key, said, goal), name)  # type: ignore[attr-defined]

    def page_reference(self, page: int) -> str:
        """The object of a page, as PDF source, once all pages are there."""
        return "{} {} R".format(*self.document.idToObjectNumberAndVersion[f"Page{page + 1}"])

    # Pages

    def showPage(self) -> None:
        """Ends this page and begins the next."""
        if self.code[-1] is _DECORATION:
            self.code.pop()
        else:
            self.code.append(_END)
        key = self.page_key
        super().showPage()
        page = self.document.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = key, PDFName("S")
        self._start()

    def fill_in(self) -> None:
        """Draws what was put off until all pages were known."""
        for page in self.document.Pages.pages:
            if "%later-" in page.stream:
                lines = page.stream.split("\n")
                page.stream = "\n".join(self._later[line]() if line in self._later else line for line in lines)
