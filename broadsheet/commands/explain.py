"""`check --explain`: what a rule means, in the words of the documentation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from broadsheet.errors import SettingsError
from broadsheet.problems import RULES, did_you_mean, problem

CHECKS: Final = Path(__file__).resolve().parents[2] / "docs/checks.md"


def explain(code: str) -> str:
    """Give the explanation of a rule.

    Raises:
        SettingsError: there is no such rule, or the documentation is not where it belongs.
    """
    if code not in RULES:
        hint = did_you_mean(code, RULES) or "a rule stands in brackets behind its message"
        message = f"is no rule, got {code!r}"
        raise SettingsError([problem("bad-argument", message, field="--explain", hint=hint)])
    try:
        text = CHECKS.read_text(encoding="utf-8")
    except OSError as error:
        message = f"{CHECKS} cannot be read: {error.strerror}"
        raise SettingsError([problem("bad-argument", message, field="--explain")]) from error
    return _section(text, code)


def _section(text: str, code: str) -> str:
    """Take what stands below the heading of a rule, up to the next heading outside examples."""
    found = re.search(rf"^### `{re.escape(code)}`\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    body = found[1].strip() if found else "This rule is not explained yet."
    return f"{code}\n\n{body.replace('```', '').strip()}"
