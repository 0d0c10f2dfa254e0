"""Fonts: embedded, readable as text, and as wide as they say (PDF/UA-1, 7.21; PDF/A-2, 6.2.11)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pikepdf import Name, Stream

from kidesk.i18n import N_
from kidesk.reports.check.cmaps import PREDEFINED
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, archive, ua
from kidesk.reports.check.glyphs import cff_glyphs
from kidesk.reports.check.typeface import Typeface
from kidesk.reports.check.values import data, entry, integer, name, text

_NOT_CHARACTERS = frozenset("\x00\ufeff\ufffe")
_WIDTH_TOLERANCE = 1.0  # a thousandth of the size, as veraPDF allows

Fault = tuple[str, str, dict[str, object]]  # clause, msgid, details


def findings(document: Document) -> Iterator[Finding]:
    """What is wrong with the fonts that are used, under both standards where both say it."""
    for face in document.typefaces:
        for rule in _RULES:
            for clause, message, details in rule(face):
                details["font"] = face.name
                yield ua(clause, message, face.page, **details)
                yield archive(_in_archive(clause), message, face.page, **details)


def _in_archive(clause: str) -> str:
    """PDF/A-2 numbers its rules on fonts alike, but for one clause."""
    found = clause.replace("7.21.", "6.2.11.", 1)
    return re.sub(r"^6\.2\.11\.7-", "6.2.11.7.2-", found)


def _embedding(face: Typeface) -> Iterator[Fault]:
    if face.kind == "Type3" or not face.is_painted:
        return
    if face.program is None:
        yield "7.21.4.1-1", N_("The font {font} is used but not embedded."), {}
    elif face.true_type is None and isinstance(entry(face.descriptor, "/FontFile2"), Stream):
        yield "7.21.4.1-1", N_("The embedded program of the font {font} is damaged."), {}


def _collections(face: Typeface) -> Iterator[Fault]:
    if not face.is_composite or name(face.encoding).startswith("Identity-"):
        return
    if not isinstance(face.encoding, Stream):
        if name(face.encoding) not in PREDEFINED:
            message = N_("The font {font} uses the CMap “{cmap}”, which neither readers nor the file hold.")
            yield "7.21.3.3-1", message, {"cmap": name(face.encoding)}
        return
    own, mapped = entry(face.glyph_font, "/CIDSystemInfo"), entry(face.encoding, "/CIDSystemInfo")
    same = all(text(entry(own, key)) == text(entry(mapped, key)) for key in ("/Registry", "/Ordering"))
    newer = (integer(entry(own, "/Supplement")) or 0) <= (integer(entry(mapped, "/Supplement")) or 0)
    if not same or not newer:
        yield "7.21.3.1-1", N_("The character collections of the font {font} and of its CMap do not go together."), {}
    if face.cmap is not None:
        if face.cmap.writing != (integer(entry(face.encoding, "/WMode")) or 0):
            message = N_("The CMap of the font {font} says one writing direction outside and another one inside.")
            yield "7.21.3.3-2", message, {}
        other = face.cmap.uses or name(entry(face.encoding, "/UseCMap"))
        other = other or name(entry(entry(face.encoding, "/UseCMap"), "/CMapName"))
        if other and other not in PREDEFINED:
            message = N_("The CMap of the font {font} builds on “{cmap}”, which readers do not know.")
            yield "7.21.3.3-3", message, {"cmap": other}


def _glyph_numbers(face: Typeface) -> Iterator[Fault]:
    if name(entry(face.glyph_font, "/Subtype")) == "CIDFontType2" and face.program is not None:
        given = entry(face.glyph_font, "/CIDToGIDMap")
        if not isinstance(given, Stream) and not (isinstance(given, Name) and name(given) == "Identity"):
            yield "7.21.3.2-1", N_("The font {font} does not say which glyphs its numbers mean (CIDToGIDMap)."), {}
    listed = entry(face.descriptor, "/CIDSet")
    mapped = name(entry(face.glyph_font, "/CIDToGIDMap"))
    if isinstance(listed, Stream) and face.true_type is not None and mapped == "Identity":
        bits = data(listed)
        said = {8 * place + bit for place, byte in enumerate(bits) for bit in range(8) if byte & (0x80 >> bit)}
        if face.true_type.drawn() - said - {0} or any(one >= face.true_type.glyphs for one in said):
            yield "7.21.4.2-2", N_("The list of glyphs of the font {font} (CIDSet) is not that of its program."), {}


def _listed_names(face: Typeface) -> Iterator[Fault]:
    told = text(entry(face.descriptor, "/CharSet"))
    if face.kind == "Type1" and told is not None and name(entry(face.program, "/Subtype")) == "Type1C":
        held = cff_glyphs(data(face.program))
        if held is not None and told.count("/") != held - 1:
            message = N_("The font {font} lists {said} glyphs (CharSet), and its program holds {held}.")
            yield "7.21.4.2-1", message, {"said": told.count("/"), "held": held - 1}


def _encodings(face: Typeface) -> Iterator[Fault]:
    if face.kind != "TrueType" or not face.is_painted:
        return
    program = face.true_type
    if face.is_symbolic:
        if face.encoding is not None:
            yield "7.21.6-3", N_("The symbolic font {font} must not name an encoding."), {}
        if program is not None and len(program.encodings) != 1 and (3, 0) not in program.encodings:
            yield "7.21.6-4", N_("The program of the symbolic font {font} holds more than one encoding or none."), {}
        return
    if face.base_encoding not in ("MacRomanEncoding", "WinAnsiEncoding"):
        yield "7.21.6-2", N_("The font {font} uses neither the encoding WinAnsi nor MacRoman."), {}
    elif program is not None and face.differences and (3, 1) not in program.encodings:
        message = N_("The font {font} changes its encoding, and its program does not know Unicode.")
        yield "7.21.6-2", message, {}
    if program is not None and not {(1, 0), (3, 1)} & program.encodings.keys():
        yield "7.21.6-1", N_("The program of the font {font} does not know Unicode or MacRoman."), {}


def _widths(face: Typeface) -> Iterator[Fault]:
    if face.true_type is None or not face.is_painted:
        return
    for code in sorted(face.codes):
        glyph = face.glyph(code)
        shown = face.width(code)
        drawn = face.true_type.width(glyph) if glyph is not None else None
        if shown is not None and drawn is not None and abs(shown - drawn) > _WIDTH_TOLERANCE:
            message = N_("The font {font} says that code {code} is {said} wide, and its program says {drawn}.")
            yield "7.21.5-1", message, {"code": code, "said": f"{shown:g}", "drawn": f"{drawn:g}"}
            return


def _characters(face: Typeface) -> Iterator[Fault]:
    if face.is_composite and face.cmap is None:
        return
    unknown = sorted(code for code in face.codes if not face.has_character(code))
    if unknown:
        message = N_("Codes of the font {font} stand for no character, so that their text is lost ({codes}).")
        yield "7.21.7-1", message, {"codes": _listed(unknown)}
    wrong = sorted(code for code in face.codes if _NOT_CHARACTERS & set((face.characters or {}).get(code, "")))
    if wrong:
        message = N_("Codes of the font {font} stand for U+0000, U+FEFF or U+FFFE, which are no characters ({codes}).")
        yield "7.21.7-2", message, {"codes": _listed(wrong)}


def _glyphs(face: Typeface) -> Iterator[Fault]:
    missing = sorted(code for code in face.codes if face.differences.get(code) == ".notdef" or face.glyph(code) == 0)
    if missing:
        message = N_("Text is shown that the font {font} has no glyph for ({codes}).")
        yield "7.21.8-1", message, {"codes": _listed(missing)}
    if face.true_type is not None and face.is_painted:
        beyond = sorted(code for code in face.codes if (face.glyph(code) or 0) >= face.true_type.glyphs)
        if beyond:
            message = N_("Text is shown with glyphs that the program of the font {font} does not hold ({codes}).")
            yield "7.21.4.1-2", message, {"codes": _listed(beyond)}


def _listed(codes: list[int]) -> str:
    return ", ".join(f"{code:02X}" for code in codes[:8]) + ("…" if len(codes) > 8 else "")


_RULES: tuple[Callable[[Typeface], Iterator[Fault]], ...] = (
    _embedding,
    _collections,
    _glyph_numbers,
    _listed_names,
    _encodings,
    _widths,
    _characters,
    _glyphs,
)
