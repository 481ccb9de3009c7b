"""How many sequences of edits are played: a fixed few, or as many as are asked for.

    BROADSHEET_SEQUENCES=500 python -m pytest -n auto tests/engine/test_warm_equals_cold.py

plays 500 that nobody has seen before. The first seed is printed; BROADSHEET_SEED plays it again.
"""

import os
import time
from collections import Counter

import pytest

ASKED = int(os.environ.get("BROADSHEET_SEQUENCES", "0"))
if ASKED:  # once, before workers are started, so that all of them know the same
    os.environ.setdefault("BROADSHEET_SEED", str(int(time.time())))


@pytest.hookimpl(optionalhook=True)
def pytest_terminal_summary(terminalreporter) -> None:
    """Say how often each kind of edit has occurred, when sequences were asked for."""
    if not ASKED:
        return
    counts: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                counts.update(dict(report.user_properties).get("steps", {}))
    terminalreporter.section(f"sequences from seed {os.environ['BROADSHEET_SEED']}")
    for kind, number in sorted(counts.items()):
        terminalreporter.write_line(f"{number:7d}  {kind}")
