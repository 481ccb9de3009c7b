"""How many processes a build may use, and what the environment says about it."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any, Final

VARIABLE: Final = "BROADSHEET_WORKERS"
_QUOTA: Final = Path("/sys/fs/cgroup/cpu.max")
"""What a container may use: microseconds of processor time, and of each period."""


def over(name: str, value: Any) -> Any:
    """Give the environment's word on a setting, else the value it has in the settings."""
    return (os.environ.get(name) or value) if name == VARIABLE else value


def workers(value: Any) -> int:
    """Take a number of workers; None means one for every core this process may use."""
    if value is None:
        return usable()
    if isinstance(value, str) and value.isascii() and value.isdigit():  # of the environment
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError("must be a whole number from 1 on")
    return value


def usable() -> int:
    """Count the cores this process may use, as the system and the container's quota have it."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return max(1, min(cores, _quota()))


def _quota() -> int:
    try:
        time, period = _QUOTA.read_text(encoding="ascii").split()
        return math.ceil(int(time) / int(period))
    except (OSError, ValueError, ZeroDivisionError):
        return 2**16  # no such limit; "max" is no number
