"""Reading content streams: what is painted, inside which marks, with which fonts and colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from pikepdf import Dictionary, Name, Object, Page, PdfError, Stream, String, parse_content_stream

from kidesk.reports.check.content import (
    DEVICE_SPACES,
    IDENTITY,
    OPEN,
    Content,
    FontUse,
    Frame,
    Matrix,
    Shown,
    floats,
    spaces_in,
    times,
)
from kidesk.reports.check.tree import Mark
from kidesk.reports.check.values import Key, Value, entry, is_dictionary, items, key_of, name, text

_PATHS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"})
_DEVICE = {"g": "DeviceGray", "G": "DeviceGray", "rg": "DeviceRGB", "RG": "DeviceRGB", "k": "DeviceCMYK"}
_DEVICE["K"] = "DeviceCMYK"
_OPERATORS = (
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l M m MP n q Q re "
    "RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
)
_KNOWN = frozenset(_OPERATORS.split())
_DEEPEST = 28  # forms in forms; ISO 32000-1, annex C allows as many saved states
_INVISIBLE = 3  # the text rendering mode that paints nothing

class Reader:
    """Reads the content of all pages. `is_tagged` tells whether the structure tree knows a mark.

    `forms` holds what was read of each form, `uses` how often each is painted.
    """

    def __init__(self, is_tagged: Callable[[Mark], bool]) -> None:
        self.is_tagged = is_tagged
        self.forms: dict[Key, Content] = {}
        self.uses: Counter[Key] = Counter()
        self.sources: dict[Key, Value] = {}
        self._page = 0

    def page(self, page: Page, number: int) -> Content:
        """What a page holds; `number` counts from 1."""
        self._page = number
        return self._read(page.obj, page, page.obj.get("/Resources"), IDENTITY, depth=0)

    def form(self, form: Value, resources: Value, matrix: Matrix, depth: int) -> Content | None:
        """What a form holds, read once for all its uses; None for one that holds itself."""
        key = key_of(form)
        if depth > _DEEPEST or key is None:
            return None
        self.uses[key] += 1
        if key not in self.forms:
            self.sources[key] = form
            self.forms[key] = Content(self._page)  # met again while it is read, it is empty
            own = entry(form, "/Resources")
            self.forms[key] = self._read(form, form, resources if own is None else own, matrix, depth + 1)
        return self.forms[key]

    def _read(self, holder: Value, source: Object | Page, resources: Value, matrix: Matrix, depth: int) -> Content:
        stream = _Stream(self, Content(self._page, resources=resources), key_of(holder), matrix, depth)
        try:
            for one in parse_content_stream(source):
                stream.take(str(one.operator), one.operands)
        except (PdfError, ValueError, TypeError, NotImplementedError):
            stream.found.is_readable = False
        stream.end()
        return stream.found


class _Stream:
    """The state while one stream is read."""

    def __init__(self, reader: Reader, found: Content, holder: Key | None, matrix: Matrix, depth: int) -> None:
        self.found = found
        self._reader, self._holder, self._resources, self._depth = reader, holder, found.resources, depth
        self._frames: list[Frame] = []
        self._saved: list[tuple[Matrix, Any, float, int]] = []
        self._matrix = matrix
        self._line: Matrix = IDENTITY
        self._leading = 0.0
        self._font: Value = None
        self._size = 0.0
        self._mode = 0
        self._is_text = False
        self._fonts: dict[str, Value] = {}

    @property
    def _frame(self) -> Frame:
        return self._frames[-1] if self._frames else OPEN

    def take(self, operator: str, operands: Any) -> None:
        """Takes in one operator."""
        handler = _HANDLERS.get(operator)
        if handler is not None:
            handler(self, operands)
        elif operator in _PATHS:
            self._paint(operator)
        elif operator in _DEVICE:
            self.found.spaces.add(_DEVICE[operator])
        elif operator not in _KNOWN:
            self.found.unknown.add(operator)

    def end(self) -> None:
        """What is still open at the end was never closed."""
        for is_open, pair in ((self._frames, "BDC/EMC"), (self._saved, "q/Q"), (self._is_text, "BT/ET")):
            if is_open:
                self.found.unbalanced.add(pair)

    def _paint(self, operator: str) -> None:
        frame = self._frame
        if not (frame.is_artifact or frame.is_tagged or self.found.unmarked):
            self.found.unmarked = operator

    # Marks

    def _open(self, tag: str, properties: Value) -> None:
        around = self._frame
        number = entry(properties, "/MCID")
        mark = (self._holder, number) if type(number) is int else None
        is_tagged = mark is not None and self._reader.is_tagged(mark)
        is_artifact = tag == "Artifact"
        if mark is not None:
            self.found.marks.append(mark)
            self.found.has_marks = True
        self.found.has_artifact |= is_artifact
        self.found.artifact_in_tagged |= is_artifact and around.is_tagged
        self.found.tagged_in_artifact |= is_tagged and around.is_artifact
        own = text(entry(properties, "/Lang"))
        language = around.language if own is None else own
        if properties is not None and is_dictionary(properties):
            self.found.properties.append((tag, properties, mark or around.mark, language))
        self._frames.append(
            Frame(is_artifact or around.is_artifact, is_tagged or around.is_tagged, mark or around.mark, language)
        )

    def begin(self, operands: Any) -> None:
        """`BMC`: marks without properties."""
        self._open(name(operands[0]) if len(operands) else "", None)

    def begin_with(self, operands: Any) -> None:
        """`BDC`: marks with properties, written here or named among the resources."""
        given = operands[1] if len(operands) > 1 else None
        if isinstance(given, Name):
            given = entry(entry(self._resources, "/Properties"), str(given))
        self._open(name(operands[0]) if len(operands) else "", given)

    def close(self, operands: Any) -> None:
        """`EMC`."""
        if self._frames:
            self._frames.pop()
        else:
            self.found.unbalanced.add("BDC/EMC")

    # Graphics state

    def save(self, operands: Any) -> None:
        """`q`."""
        self._saved.append((self._matrix, self._font, self._size, self._mode))

    def restore(self, operands: Any) -> None:
        """`Q`."""
        if self._saved:
            self._matrix, self._font, self._size, self._mode = self._saved.pop()
        else:
            self.found.unbalanced.add("q/Q")

    def transform(self, operands: Any) -> None:
        """`cm`."""
        self._matrix = times(floats(operands, 6), self._matrix)

    def space(self, operands: Any) -> None:
        """`cs` and `CS`."""
        given = name(operands[0]) if len(operands) else ""
        if given in DEVICE_SPACES:
            self.found.spaces.add(given)
        else:
            self.found.spaces |= spaces_in(entry(entry(self._resources, "/ColorSpace"), f"/{given}"))

    # Text

    def begin_text(self, operands: Any) -> None:
        """`BT`."""
        if self._is_text:
            self.found.unbalanced.add("BT/ET")
        self._is_text, self._line = True, IDENTITY

    def end_text(self, operands: Any) -> None:
        """`ET`."""
        if not self._is_text:
            self.found.unbalanced.add("BT/ET")
        self._is_text = False

    def font(self, operands: Any) -> None:
        """`Tf`."""
        key = str(operands[0]) if len(operands) else ""
        if key not in self._fonts:
            fonts = entry(self._resources, "/Font")
            self._fonts[key] = entry(fonts, key) if key.startswith("/") else None
            if self._fonts[key] is None:
                self.found.missing.add(key)
        self._font = self._fonts[key]
        self._size = floats(operands[1:], 1)[0]

    def mode(self, operands: Any) -> None:
        """`Tr`."""
        self._mode = int(floats(operands, 1)[0])

    def leading(self, operands: Any) -> None:
        """`TL`."""
        self._leading = floats(operands, 1)[0]

    def move(self, operands: Any) -> None:
        """`Td`."""
        right, up = floats(operands, 2)
        self._line = times((1.0, 0.0, 0.0, 1.0, right, up), self._line)

    def move_leading(self, operands: Any) -> None:
        """`TD`."""
        self._leading = -floats(operands, 2)[1]
        self.move(operands)

    def place(self, operands: Any) -> None:
        """`Tm`."""
        self._line = floats(operands, 6)

    def next_line(self, operands: Any) -> None:
        """`T*`."""
        self._line = times((1.0, 0.0, 0.0, 1.0, 0.0, -self._leading), self._line)

    def next_line_show(self, operands: Any) -> None:
        """`'` and `"`, whose text is the last operand."""
        self.next_line(operands)
        self.show(operands[-1:])

    def show(self, operands: Any) -> None:
        """`Tj`."""
        if len(operands) and isinstance(operands[0], String):
            self._show(bytes(operands[0]))

    def show_spaced(self, operands: Any) -> None:
        """`TJ`."""
        if len(operands):
            self._show(b"".join(bytes(one) for one in items(operands[0]) if isinstance(one, String)))

    def _show(self, codes: bytes) -> None:
        if not codes:
            return
        self._paint("Tj")
        frame = self._frame
        if not frame.is_artifact and frame.language is None:
            self.found.silent.add(frame.mark)
        if not isinstance(self._font, Dictionary):
            return
        key = key_of(self._font) or id(self._font)
        use = self.found.fonts.setdefault(key, FontUse(self._font, self.found.page))
        use.strings.add(codes)
        use.is_painted |= self._mode != _INVISIBLE
        if not frame.is_artifact:
            matrix = times(self._line, self._matrix)
            size = abs(self._size) * max(abs(matrix[1]), abs(matrix[3]))
            self.found.shown.append(Shown(frame.mark, matrix[5], size, key, codes))

    # Pictures and forms

    def picture(self, operands: Any) -> None:
        """`INLINE IMAGE`, as pikepdf hands out `BI … EI`."""
        self._paint("BI")

    def paint_object(self, operands: Any) -> None:
        """`Do`."""
        drawn = entry(entry(self._resources, "/XObject"), str(operands[0])) if len(operands) else None
        if not isinstance(drawn, Stream):
            self.found.missing.add(str(operands[0]) if len(operands) else "Do")
            return
        if name(entry(drawn, "/Subtype")) == "Form":
            self._take_in(drawn)
        else:
            self._paint("Do")
            self.found.images.append(drawn)
            self.found.spaces |= spaces_in(entry(drawn, "/ColorSpace"))

    def _take_in(self, form: Value) -> None:
        inner = self._reader.form(form, self._resources, self._matrix, self._depth)
        if inner is None:
            return
        frame, found = self._frame, self.found
        if inner.unmarked:
            self._paint(inner.unmarked)
        found.artifact_in_tagged |= inner.artifact_in_tagged or (inner.has_artifact and frame.is_tagged)
        found.tagged_in_artifact |= inner.tagged_in_artifact or (inner.has_marks and frame.is_artifact)
        found.has_artifact |= inner.has_artifact
        found.has_marks |= inner.has_marks
        if frame.language is None and not frame.is_artifact:
            found.silent |= {mark or frame.mark for mark in inner.silent}


_HANDLERS: dict[str, Callable[[_Stream, Any], None]] = {
    "BMC": _Stream.begin,
    "BDC": _Stream.begin_with,
    "EMC": _Stream.close,
    "q": _Stream.save,
    "Q": _Stream.restore,
    "cm": _Stream.transform,
    "cs": _Stream.space,
    "CS": _Stream.space,
    "BT": _Stream.begin_text,
    "ET": _Stream.end_text,
    "Tf": _Stream.font,
    "Tr": _Stream.mode,
    "TL": _Stream.leading,
    "Td": _Stream.move,
    "TD": _Stream.move_leading,
    "Tm": _Stream.place,
    "T*": _Stream.next_line,
    "'": _Stream.next_line_show,
    '"': _Stream.next_line_show,
    "Tj": _Stream.show,
    "TJ": _Stream.show_spaced,
    "INLINE IMAGE": _Stream.picture,
    "Do": _Stream.paint_object,
}
