"""The code of Markdown extensions, so that records made by other code are made anew.

What is installed as a package is known by its version. Any other module is read, and so are those
it imports, as far as its source names them.
"""

from __future__ import annotations

import ast
import hashlib
import sysconfig
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, resolve_name
from pathlib import Path
from typing import Final

_SIZE: Final = 16
_KNOWN: Final = tuple(Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib"))
"""Where Python's own modules and the installed packages are."""


def code_of(name: str) -> Iterator[str]:
    """Hash the code of an extension and of the modules it imports, in hexadecimal.

    Args:
        name: as MARKDOWN has it: a dotted module, perhaps with a class after a colon. A short name
            of Python-Markdown's own has no code besides that of its version.
    """
    seen: set[str] = set()
    todo = [name.partition(":")[0]]
    while todo:
        module = todo.pop()
        if module in seen:
            continue
        seen.add(module)
        top = module.partition(".")[0]
        if top != module and _is_known(_spec(top)):
            continue  # looking for what is below a package imports it, and this one is known
        spec = _spec(module)
        for path in _files(spec):
            code = path.read_bytes()
            yield hashlib.blake2b(code, digest_size=_SIZE).hexdigest()
            todo += sorted(_imported(code, spec))


def _spec(module: str) -> ModuleSpec | None:
    try:
        return find_spec(module)
    except (ImportError, ValueError, AttributeError):  # a name that leads nowhere
        return None


def _is_known(spec: ModuleSpec | None) -> bool:
    """Tell whether a module is installed, part of Python, or not there at all."""
    if spec is None:
        return True
    places = [spec.origin] if spec.has_location else [*(spec.submodule_search_locations or ())]
    return all(any(Path(p).is_relative_to(known) for known in _KNOWN) for p in places if p)


def _files(spec: ModuleSpec | None) -> list[Path]:
    if spec is None or spec.origin is None or _is_known(spec):
        return []
    place = Path(spec.origin)
    if place.suffix != ".py":
        return []
    return sorted(place.parent.rglob("*.py")) if spec.submodule_search_locations else [place]


def _imported(code: bytes, spec: ModuleSpec | None) -> Iterator[str]:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):  # it cannot be imported either
        return
    package = (spec.parent if spec else None) or ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            if node.level and not package:
                continue
            start = resolve_name(base, package) if node.level else base
            yield start
            yield from (f"{start}.{alias.name}" for alias in node.names)
