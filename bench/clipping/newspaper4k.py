"""newspaper4k over pages, run by the Python of its own environment; it imports nothing of ours.

Reads from standard input a JSON list of `[path, address or null]`, writes one JSON object a page.
The first page is read twice, the first time uncounted: it loads what is loaded once. Pictures are
not fetched: no reader here may use the network.
"""

from __future__ import annotations

import importlib
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path
from time import perf_counter
from typing import Any


def main() -> None:
    """Read all pages."""
    pages = json.load(sys.stdin)
    # what the libraries print is no result
    with redirect_stdout(sys.stderr):
        shape = importlib.import_module("newspaper").Article
        found = [_read(shape, Path(path), address) for path, address in [*pages[:1], *pages]]
    for one in found[1:]:
        print(json.dumps(one))


def _read(shape: Any, path: Path, address: str | None) -> dict[str, Any]:
    text = path.read_bytes().decode("utf-8", errors="replace")
    started = perf_counter()
    try:
        article = shape(address or "http://page.invalid/", fetch_images=False)
        article.download(input_html=text)
        article.parse()
    except Exception as error:  # noqa: BLE001 - a page it fails on is a result
        taken = (perf_counter() - started) * 1000
        return {"failure": f"{type(error).__name__}: {error}", "milliseconds": taken}
    taken = (perf_counter() - started) * 1000
    published = article.publish_date
    return {
        "title": article.title or None,
        "authors": list(article.authors),
        "date": published.date().isoformat() if hasattr(published, "date") else None,
        "site": article.meta_site_name or None,
        "language": article.meta_lang or None,
        "text": article.text or "",
        "milliseconds": taken,
    }


if __name__ == "__main__":
    main()
