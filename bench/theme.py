"""The static files of our theme, which the peers copy too."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]


def copy_static(folder: Path) -> None:
    """Copy our theme's static files into a folder."""
    shutil.copytree(ROOT / "theme" / "static", folder, dirs_exist_ok=True)
