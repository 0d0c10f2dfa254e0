"""Brings the catalogues up to date with the code: `python translations/update.py`, or with `--check` only looks.

Kept are the translations of messages that are still in the code; new messages come in empty and are named. Exit code
1: something is left to translate, or, with `--check`, a catalogue does not say what the code says.
"""

from __future__ import annotations

import os
import re
import string
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
CODE = HERE.parent / "kidesk"
KEYWORDS = {"_": None, "N_": None, "plural": (1, 2)}
ENDS = ("…", ":", ".", " ")


def template() -> Catalog:
    """What the code says, in the order of its files."""
    found = Catalog()
    for _, _, message, comments, context in extract_from_dir(
        CODE, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("i18n:",)
    ):
        found.add(message, auto_comments=comments, context=context)
    return found


def updated(source: bytes, code: str, messages: Catalog) -> tuple[bytes, Catalog]:
    """The catalogue with today's messages, as it is written to its file."""
    catalogue = read_po(BytesIO(source), locale=code)
    catalogue.update(messages, no_fuzzy_matching=True, update_creation_date=False)
    file = BytesIO()
    write_po(file, catalogue, width=120, no_location=True, ignore_obsolete=True)
    return file.getvalue(), catalogue


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is missing in a catalogue or differs from its message where it must not."""
    for message in catalogue:
        if message.id:
            said = message.string if isinstance(message.string, tuple | list) else (message.string,)
            forms = [form for form in said if form]
            wrong = "not translated" if message.fuzzy or len(forms) < len(said) else _difference(message, forms)
            if wrong:
                yield f"{wrong}: {message.id!r}"


def _difference(message: Message, forms: list[str]) -> str:
    said = message.id if isinstance(message.id, str) else message.id[1]
    for form in forms:
        if _names(said) != _names(form):
            return "other placeholders"
        if len(re.findall(r"&\w", said)) != len(re.findall(r"&\w", form)):
            return "other mnemonics"
        if [said.endswith(end) for end in ENDS] != [form.endswith(end) for end in ENDS]:
            return "another end"
    return ""


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def main(arguments: list[str]) -> int:
    """Updates or checks every catalogue and says what is wrong with it."""
    messages, found = template(), []
    for file in sorted(HERE.glob("*/LC_MESSAGES/kidesk.po")):
        before = file.read_bytes()
        after, catalogue = updated(before, file.parent.parent.name, messages)
        found += [f"{file}: {fault}" for fault in faults(catalogue)]
        if after == before:
            continue
        if "--check" in arguments:
            found.append(f"{file}: not up to date with the code")
        else:
            temporary = file.with_suffix(".po.new")
            temporary.write_bytes(after)
            os.replace(temporary, file)
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
