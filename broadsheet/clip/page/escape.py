"""Words as Markdown that shows these words: what would be taken for markup is escaped.

Held against our own reader by property tests, Python-Markdown's own ways included: a `#` needs no
space behind it to make a heading, and digits of any script number a list.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

_OLD_NAMES: Final = "|".join(sorted(name for name in html5 if not name.endswith(";")))
"""Characters that HTML reads without a semicolon, too: `&copy`."""
_HTML: Final = re.compile(rf"<(?=\S)|&(?=#|\w+;|{_OLD_NAMES})")
_PLAIN: Final = {"<": "&lt;", "&": "&amp;"}
_MARKS: Final = re.compile(r"\\|`|\*|(?<![^\W_])_|_(?![^\W_])")
_BRACKET: Final = re.compile(r"[\[\]]")
_ASIDE: Final = re.compile(r"\[[^\[\]^()]*\](?=[^\[(:])")
"""Words in brackets, such as [sic], that can be no link, note or definition."""
_NUMBER: Final = re.compile(r"^(\d+)(?=\.)")
_FIRST: Final = ("#", ">", "+", "-")
_REFERENCES: Final = {":": "&#58;", "=": "&#61;", "~": "&#126;"}
"""Characters that begin a block of their own and that no backslash escapes."""
_IN_ADDRESS: Final = str.maketrans({"[": "%5B", "]": "%5D", "'": "%27"})
"""What would end a link's words, or begin its title."""
_NAMED: Final = re.compile(r"&(?=#?\w+;)")


def escaped(text: str) -> str:
    """Escape words that stand within a line."""
    safe = _MARKS.sub(r"\\\g<0>", text)
    safe = _HTML.sub(lambda match: _PLAIN[match[0]], safe)
    if not _BRACKET.search(_ASIDE.sub("", safe)):
        return safe
    return _BRACKET.sub(r"\\\g<0>", safe).replace("]:", "]&#58;")  # else a definition


def line_start(line: str) -> str:
    """Escape what would make more of the beginning of an escaped line than words."""
    if line.startswith(_FIRST):
        return f"\\{line}"
    if line[:1] in _REFERENCES:
        return f"{_REFERENCES[line[0]]}{line[1:]}"
    return _NUMBER.sub(r"\1\\", line)


def heading_end(text: str) -> str:
    """Escape the marks at the end of an escaped heading, which Markdown would take away."""
    bare = text.rstrip("#")
    return bare + "\\#" * (len(text) - len(bare))


def cell(text: str) -> str:
    """Escape the bars in the escaped words of a table's cell."""
    return text.replace("|", "\\|")


def code_span(text: str) -> str:
    """Put words between backticks, as many as it takes."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def link(words: str, address: str) -> str:
    """Make a link of escaped words and a web address."""
    target = _NAMED.sub("&amp;", address.translate(_IN_ADDRESS))
    return f"[{words}]({f'<{target}>' if '(' in target or ')' in target else target})"
