"""How one field is read: its type, whether it must be there, and what is said when it is wrong.

`Fields` wraps a mapping of the YAML tree; each method takes one key and gives a typed value, or
None after it has noted the problem. Every value keeps the line it was typed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from broadsheet.problems import Problem, Severity, did_you_mean, problem
from broadsheet.read.dates import NotADate, read_date
from broadsheet.read.faults import Fault, fault_of_address, fault_of_slug
from broadsheet.read.frontmatter import CONTROL
from broadsheet.read.languages import canonical, language_fault
from broadsheet.read.located_yaml import Mapping, Node, Scalar, Sequence
from broadsheet.read.typed import Moment, Text, is_blank

_SPACE: Final = re.compile(
    "[ \t\n\u2028\u2029]+"
)  # not the no-break spaces: they were typed on purpose


OTHER_WORDS: Final = {
    "byline": "author authors by writer",
    "date": "published",
    "lang": "language",
    "photo": "image picture caption credit",
    "regions": "country countries location place region",
    "source": "link publisher url",
    "summary": "abstract deck description standfirst subtitle",
    "title": "headline",
    "topics": "categories category keywords tag tags topic",
    "updated": "modified",
}
"""What other programs call our keys."""


class Fields:
    """The keys of one mapping, read one by one.

    `missing_line` is where a missing key is reported: the opening `---` in articles and pages.
    `draft` turns a missing required field into a warning.
    """

    def __init__(
        self,
        node: Mapping,
        *,
        path: str,
        prefix: str = "",
        missing_line: int = 1,
        draft: bool = False,
    ) -> None:
        """Wrap a mapping; `prefix` is what stands before the names of its keys in problems."""
        self.node, self.path, self.prefix = node, path, prefix
        self.missing_line, self.draft = missing_line, draft
        self.problems: list[Problem] = []

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        """Note every key that the format does not know."""
        for key, line in self.node.lines.items():
            if key not in known:
                meant = (
                    ours for ours, theirs in OTHER_WORDS.items() if key.lower() in theirs.split()
                )
                ours = next((word for word in meant if word in known), None)
                hint = f"did you mean {ours!r}?" if ours else did_you_mean(key, known)
                hint = hint or f"known here: {', '.join(known)}"
                self._note("unknown-key", key, line, "is not a key of the format", hint)

    def text(self, key: str, *, required: bool = False) -> Text | None:
        """Read a text: plain, on one line, not blank."""
        node = self._present(key, required=required)
        return None if node is None else self._scalar(key, node, self.node.lines[key])

    def texts(self, key: str, *, required: bool = False, single: bool = False) -> tuple[Text, ...]:
        """Read a list of texts; with `single`, one text alone is a list of one."""
        node = self._present(key, required=required)
        if node is None:
            return ()
        if isinstance(node, Scalar):
            if not single:
                hint = f"write {key}: [{_SPACE.sub(' ', node.text).strip()}]"
                self._note("wrong-type", key, self.node.lines[key], "must be a list", hint)
                return ()
            found = self._scalar(key, node, self.node.lines[key])
            return (found,) if found else ()
        return tuple(self._without_repeats(key, self._scalars(key, node)))

    def slug(self, key: str, *, required: bool = False) -> Text | None:
        """Read a slug."""
        return self._checked(key, fault_of_slug, required=required)

    def address(self, key: str, *, required: bool = False) -> Text | None:
        """Read a web address."""
        return self._checked(key, fault_of_address, required=required)

    def language(self, key: str) -> Text | None:
        """Read a language tag, written the way BCP 47 recommends."""
        found = self.text(key)
        if found is None:
            return None
        fault = language_fault(found.text)
        if fault:
            self._note("bad-language", key, found.line, *fault)
            return None
        return Text(canonical(found.text) or found.text, found.line)

    def choice(
        self, key: str, choices: tuple[str, ...], code: str, *, required: bool = False
    ) -> Text | None:
        """Read one of several words."""

        def fault(text: str) -> Fault | None:
            if text in choices:
                return None
            hint = did_you_mean(text, choices)
            return code, f"must be one of {', '.join(choices)}, got {text!r}", hint

        return self._checked(key, fault, required=required)

    def date(self, key: str, *, required: bool = False, timed: bool = False) -> Moment | None:
        """Read a date or a date-time with zone; with `timed`, the latter alone."""
        found = self.text(key, required=required)
        if found is None:
            return None
        try:
            moment, has_time = read_date(found.text, timed=timed)
            return Moment(moment.isoformat(), has_time, found.line)
        except NotADate as error:
            self._note("bad-date", key, found.line, str(error), error.hint)
        return None

    def flag(self, key: str) -> bool:
        """Read true or false; whatever is neither must not pass for false."""

        def fault(text: str) -> Fault | None:
            if text in {"true", "false"}:
                return None
            return "wrong-type", f"must be true or false, got {text!r}", f"write {key}: true"

        found = self._checked(key, fault, required=False)
        return found is not None and found.text == "true"

    def has(self, key: str) -> bool:
        """Tell whether a key is there and not empty."""
        return self._present(key, required=False) is not None

    def child(self, key: str, example: str) -> Fields | None:
        """Read a mapping; a missing one has no keys. `example` is shown for anything else."""
        node = self._present(key, required=False)
        if node is None:
            return self._wrap(key, Mapping())
        return self._fields(key, node, self.node.lines[key], example)

    def entries(self, key: str, example: str) -> Iterator[Text | Fields]:
        """Read a list of texts and mappings; `example` is shown when it is something else."""
        node = self._present(key, required=False)
        if isinstance(node, Sequence):
            for item in node.items:
                yield from self._entry(key, item, example)
        elif node is not None:
            line = self.node.lines[key]
            self._note("wrong-type", key, line, "must be a list", f"write {key}: [{example}]")

    def children(self, key: str, example: str) -> Iterator[Fields]:
        """Read a list of mappings, or one mapping alone."""
        node = self._present(key, required=False)
        if node is None:
            return
        lined: list[tuple[Node, int]] = [(node, self.node.lines[key])]
        if isinstance(node, Sequence):
            lined = [(item, item.line) for item in node.items]
        for item, line in lined:
            found = self._fields(key, item, line, f"{key}: {example}")
            if found is not None:
                yield found

    def take(self, other: Fields) -> None:
        """Take over the problems of a child."""
        self.problems += other.problems

    def note(
        self, code: str, key: str, line: int | None, message: str, hint: str | None = None
    ) -> None:
        """Note a problem with a key."""
        self._note(code, key, line or self.missing_line, message, hint)

    def note_missing(self, key: str, code: str = "missing-field", line: int | None = None) -> None:
        """Note a required key that is missing or empty."""
        message = "is required" if code == "missing-field" else "is empty, but required"
        severity: Severity | None = "warning" if self.draft else None
        *above, last = f"{self.prefix}{key}".split(".")
        hint = f"add {last}: below {'.'.join(above)}:" if above else f"add a line {last}: …"
        if code != "missing-field":
            hint = f"write something behind {last}:"
        self._note(code, key, line or self.missing_line, message, hint, severity)

    def _present(self, key: str, *, required: bool) -> Node | None:
        """Give the value of a key; None when it is missing or empty, which counts as missing."""
        node = self.node.items.get(key)
        if node is None:
            if required:
                self.note_missing(key)
            return None
        empty = is_blank(node.text) if isinstance(node, Scalar) else not node.items
        if empty and required:
            self.note_missing(key, "empty-field", self.node.lines[key])
        return None if empty else node

    def _scalar(self, key: str, node: Node, line: int) -> Text | None:
        if not isinstance(node, Scalar):
            kind = "list" if isinstance(node, Sequence) else "mapping"
            self._note("wrong-type", key, line, f"must be a text, got a {kind}")
            return None
        text = node.text
        if text.isprintable() and "  " not in text:  # most are, and have nothing of what follows
            return Text(text.strip(" "), line)
        match = CONTROL.search(text)
        if match:  # typed as an escape: "\u0007"
            message = f"holds the control character U+{ord(match[0]):04X}"
            self._note("control-character", key, line, message, "delete the escape")
            return None
        return Text(_SPACE.sub(" ", text).strip(" "), line)

    def _scalars(self, key: str, node: Node) -> Iterator[Text]:
        if isinstance(node, Mapping):
            self._note("wrong-type", key, self.node.lines[key], "must be a list, got a mapping")
            return
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Scalar) and is_blank(item.text):
                self._note_empty_entry(key, item.line)
                continue
            found = self._scalar(key, item, item.line)
            if found:
                yield found

    def _without_repeats(self, key: str, items: Iterator[Text]) -> Iterator[Text]:
        seen: set[str] = set()
        for item in items:
            if item.text in seen:
                message = f"names {item.text!r} twice"
                self._note("duplicate-entry", key, item.line, message, "keep one of the two")
                continue
            seen.add(item.text)
            yield item

    def _checked(
        self, key: str, fault: Callable[[str], Fault | None], *, required: bool
    ) -> Text | None:
        found = self.text(key, required=required)
        if found is None:
            return None
        wrong = fault(found.text)
        if wrong:
            code, message, hint = wrong
            self._note(code, key, found.line, message, hint)
            return None
        return found

    def _entry(self, key: str, item: Node, example: str) -> Iterator[Text | Fields]:
        if isinstance(item, Scalar) and not is_blank(item.text):
            found = self._scalar(key, item, item.line)
            if found:
                yield found
        elif isinstance(item, Mapping):
            yield self._wrap(key, item)
        elif isinstance(item, Sequence):
            self._note("wrong-type", key, item.line, "has a list as an entry", f"write {example}")
        else:
            self._note_empty_entry(key, item.line)

    def _note_empty_entry(self, key: str, line: int) -> None:
        severity: Severity | None = "warning" if self.draft else None
        self._note("empty-field", key, line, "has an empty entry", "remove it", severity)

    def _fields(self, key: str, node: Node, line: int, example: str) -> Fields | None:
        if isinstance(node, Mapping):
            return self._wrap(key, node)
        kind = "list" if isinstance(node, Sequence) else "text"
        self._note("wrong-type", key, line, f"must be a mapping, got a {kind}", f"write {example}")
        return None

    def _wrap(self, key: str, node: Mapping) -> Fields:
        return Fields(
            node,
            path=self.path,
            prefix=f"{self.prefix}{key}.",
            missing_line=self.missing_line,
            draft=self.draft,
        )

    def _note(  # noqa: PLR0913, PLR0917  the parts of a problem
        self,
        code: str,
        key: str,
        line: int,
        message: str,
        hint: str | None = None,
        severity: Severity | None = None,
    ) -> None:
        field = self.prefix + (key or "''")
        self.problems.append(
            problem(
                code, message, path=self.path, line=line, field=field, hint=hint, severity=severity
            )
        )
