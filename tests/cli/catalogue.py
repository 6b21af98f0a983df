"""The catalogues, made from the code: what is new is added, what is gone is dropped.

``python tests/cli/catalogue.py`` brings the .po and .mo files up to date;
`test_catalogue` holds them to what the code says.
"""

from __future__ import annotations

import ast
import inspect
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).parents[2] / "src/migcase"
LOCALE = HOUSE / "locale"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "marked": None,
    "ngettext": (1, 2),
}
Message = str | tuple[str, str]


def messages() -> Iterator[tuple[Message, str]]:
    """Yield every sentence of the house and of click, with the room it stands in."""
    for path in sorted(HOUSE.rglob("*.py")):
        room = path.relative_to(HOUSE).as_posix()
        source = path.read_text("utf-8")
        for message in _called(source):
            yield message, room
        for message in _sentences(ast.parse(source)):
            yield message, room
    for path in sorted(Path(inspect.getfile(click)).parent.glob("*.py")):
        for message in _called(path.read_text("utf-8")):
            yield message, "click"


def template() -> Catalog:
    """Return a catalogue with every message and no translation."""
    catalog = Catalog(domain="migcase", project="migcase", charset="utf-8")
    for message, room in messages():
        catalog.add(message, locations=[(room, None)])
    return catalog


def read(language: str) -> Catalog:
    """Return the catalogue of *language* as it is kept."""
    path = LOCALE / language / "LC_MESSAGES/migcase.po"
    if not path.exists():
        return Catalog(locale=language, domain="migcase", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """Return what the program reads of *catalog*."""
    content = io.BytesIO()
    write_mo(content, catalog)
    return content.getvalue()


def update(language: str) -> None:
    """Bring the files of *language* up to date with the code."""
    catalog = read(language)
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    for message in catalog:
        if message.id and not all(_strings(message)):
            message.string = _found_elsewhere(language, message.id) or message.string
    if language == "en":
        for message in catalog:
            if message.id and not all(_strings(message)):
                message.string = message.id
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "migcase.po").open("wb") as file:
        write_po(file, catalog, width=88, omit_header=False, sort_output=True)
    (folder / "migcase.mo").write_bytes(compiled(catalog))


def _strings(message: Any) -> tuple[str, ...]:
    found = message.string
    return tuple(found) if isinstance(found, tuple | list) else (found or "",)


def _found_elsewhere(language: str, message: Any) -> Any:
    """Return the translation that another room keeps beside ours, if there is one."""
    for path in sorted((LOCALE / language).glob("*.po")):
        with path.open("rb") as file:
            found = read_po(file, locale=language).get(message)
        if found is not None and found.string:
            return found.string
    return ""


def _called(source: str) -> Iterator[Message]:
    """Yield what stands in the calls that translate or mark."""
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS)
    for _line, message, _comments, _context in found:
        if isinstance(message, tuple):
            yield message[0], message[1]
        elif message:
            yield message


def _sentences(tree: ast.Module) -> Iterator[str]:
    """Yield the help of commands, and the sentences of errors."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            map(_is_command, node.decorator_list)
        ):
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.ClassDef):
            for line in node.body:
                named = getattr(line, "targets", None) or [
                    getattr(line, "target", None)
                ]
                value = getattr(line, "value", None)
                is_sentence = any(getattr(one, "id", "") == "sentence" for one in named)
                if is_sentence and isinstance(value, ast.Constant) and value.value:
                    yield str(value.value)


def _is_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group")


if __name__ == "__main__":
    for language in ("fr", "en"):
        update(language)
