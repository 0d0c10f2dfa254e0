"""What may be opened elsewhere: by what a file is, not only by what it is called."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kidesk.exchange.safe_types import safe_suffix

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEXT = "application/vnd.oasis.opendocument.text"


def packed(file: Path, **parts: str) -> Path:
    """A zip archive; `__` in a name is a slash."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, said in parts.items():
            archive.writestr(name.replace("__", "/"), said)
    return file


def written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def types(content: str) -> dict[str, str]:
    return {"[Content_Types].xml": f'<Types><Override ContentType="{content}"/></Types>'}


@pytest.mark.parametrize(
    ("suffix", "content", "found"),
    [
        (".pdf", b"%PDF-1.7 ...", ".pdf"),
        (".PDF", b"%PDF-1.7 ...", ".pdf"),
        (".jpeg", b"\xff\xd8\xff\xe0", ".jpg"),
        (".png", b"\x89PNG\r\n\x1a\n", ".png"),
        (".tiff", b"II*\x00", ".tif"),
        (".pdf", b"MZ\x90\x00", None),
        (".pdf", b"", None),
        (".exe", b"%PDF-1.7", None),
        (".html", b"<html>", None),
        (".svg", b"<svg/>", None),
        (".desktop", b"[Desktop Entry]", None),
        ("", b"%PDF-1.7", None),
        (".docx", b"PK\x03\x04broken", None),
        (".png", b"%PDF-1.7", None),
    ],
)
def test_content_and_name_must_agree(tmp_path: Path, suffix: str, content: bytes, found: str | None) -> None:
    assert safe_suffix(written(tmp_path / "file", content), suffix) == found


def test_documents_without_programs_are_safe(tmp_path: Path) -> None:
    assert safe_suffix(packed(tmp_path / "a", **types(WORD)), ".docx") == ".docx"
    assert safe_suffix(packed(tmp_path / "b", mimetype=TEXT, content="x"), ".odt") == ".odt"
    assert safe_suffix(packed(tmp_path / "c", mimetype=TEXT), ".docx") is None


@pytest.mark.parametrize(
    ("suffix", "parts"),
    [
        (".docx", {**types(WORD), "word__vbaProject.bin": "x"}),
        (".docx", {**types(WORD), "word__activeX__a.bin": "x"}),
        (".docx", types("application/vnd.ms-word.document.macroEnabled.main+xml")),
        (".docm", types(WORD)),
        (".odt", {"mimetype": TEXT, "Basic__script.xml": "x"}),
        (".odt", {"mimetype": TEXT, "Scripts__python__a.py": "x"}),
        (".odt", {"content.xml": "x"}),
    ],
    ids=repr,
)
def test_documents_with_programs_are_not(tmp_path: Path, suffix: str, parts: dict[str, str]) -> None:
    assert safe_suffix(packed(tmp_path / "file", **parts), suffix) is None
