"""The names of attached files: whatever a file is called, what is shown is harmless."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.records.attachment import NAME_LENGTH, clean_name, readable_size, suffix_apart

HOSTILE = {
    "../x": "x",
    "../../etc/passwd": "passwd",
    "/abs.pdf": "abs.pdf",
    "..": "file",
    ".": "file",
    "": "file",
    "C:\\x": "x",
    "C:\\Users\\tove\\avtal.pdf": "avtal.pdf",
    "C:x": "x",
    "\\\\server\\share\\x": "x",
    "a\u202efdp.exe": "afdp.exe",
    "a\u2066b\u2069.pdf": "ab.pdf",
    "CON": "_CON",
    "con.pdf": "_con.pdf",
    "nul .tar.gz": "_nul .tar.gz",
    "COM¹.txt": "_COM¹.txt",
    "CONTRACT.pdf": "CONTRACT.pdf",
    "a\0b.pdf": "a b.pdf",
    "a\nb.pdf": "a b.pdf",
    "avtal. . ": "avtal",
    ".hidden": "hidden",
    "-rf": "-rf",
    "\udcff.pdf": "pdf",
    'a<b>:"|?*.pdf': "a_b______.pdf",
    "A\u030angstrom.pdf": "Ångstrom.pdf",
    "Avtal – Łódź 東京.pdf": "Avtal – Łódź 東京.pdf",
    "x" * 300 + ".pdf": "x" * 116 + ".pdf",
    "x." + "y" * 300: ("x." + "y" * 300)[:120],
}


@pytest.mark.parametrize(("name", "clean"), HOSTILE.items(), ids=ascii)
def test_a_name_is_cleaned(name: str, clean: str) -> None:
    assert clean_name(name) == clean


_AWKWARD = st.text(st.sampled_from("./\\:aC \u202e\0\nÅ\u0301\u200d<*東"), max_size=12)


@given(st.one_of(st.text(st.characters(), max_size=400), _AWKWARD, st.sampled_from(list(HOSTILE))))
@example("C:C:C:x")
@example("a" * 118 + ". .pdf")
def test_a_clean_name_is_harmless_and_stays_as_it_is(name: str) -> None:
    clean = clean_name(name)
    assert 1 <= len(clean) <= NAME_LENGTH
    assert len(clean.encode()) <= 240  # no half character is left either
    assert not set('/\\<>:"|?*') & set(clean)
    assert not {unicodedata.category(char) for char in clean} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert clean == clean.strip(" .")
    assert clean.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert clean_name(clean) == clean


@given(st.text("aÅ東", min_size=1, max_size=300), st.sampled_from([".pdf", ".docx", ".jpeg"]))
def test_a_long_name_keeps_its_suffix(stem: str, suffix: str) -> None:
    assert suffix_apart(clean_name(stem + suffix))[1] == suffix


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 bytes"), (1, "1 byte"), (1500, "2 kB"), (999_600, "1 MB"), (123_456_789, "123.5 MB")]
)
def test_a_size_is_readable(size: int, said: str, en: Language) -> None:
    assert readable_size(size, en) == said.replace(" ", "\N{NO-BREAK SPACE}")
