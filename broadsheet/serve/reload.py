"""What a shown page has and a built one has not: the script that reloads it and tells of problems.

It is put into HTML on its way to the browser; nothing of it is ever written to the output folder.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Final

RESERVED: Final = "/__broadsheet__/"
SCRIPT: Final = f"{RESERVED}reload.js"
EVENTS: Final = f"{RESERVED}events"

_END_OF_BODY: Final = re.compile(rb"</body\s*>", re.IGNORECASE)


def script() -> bytes:
    """Give the script."""
    return Path(__file__).with_name("reload.js").read_bytes()


def with_script(page: bytes, version: str) -> bytes:
    """Put the script at the end of a page's body; `version` is the site's as the page was read."""
    attributes = f'src="{SCRIPT}" data-version="{escape(version)}" data-events="{EVENTS}"'
    tag = f"<script {attributes}></script>".encode()
    ends = list(_END_OF_BODY.finditer(page))
    at = ends[-1].start() if ends else len(page)  # a page cut short still has to mend itself
    return page[:at] + tag + page[at:]


WAITING: Final = b"""<!doctype html>
<html lang="en" data-waiting>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>No site yet</title>
<style>
body { font: 1.125rem/1.5 Georgia, serif; margin: 10vh auto; max-inline-size: 36rem; padding: 1rem }
</style>
</head>
<body>
<main>
<h1>No site yet</h1>
<p>It stands here as soon as a build succeeds.</p>
<noscript><p>The terminal says what keeps it back. Load this page again afterwards.</p></noscript>
</main>
</body>
</html>
"""
"""Answers for every page while there is none."""
