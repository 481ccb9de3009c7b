"""Installs peers' programs, each in a folder of its own, once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.contestant import UnavailableError


def install_wheels(folder: Path, program: str, *requirements: str) -> Path:
    """Install packages of PyPI in an environment of their own; return one of its programs.

    Raises:
        UnavailableError: they cannot be installed.
    """
    path = folder / "bin" / program
    if not path.exists():
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        _run([*pip, "install", "--quiet", "--upgrade", "--only-binary=:all:", *requirements])
    return path


def install_packages(folder: Path, *packages: str) -> None:
    """Install packages of npm in a folder of their own.

    Raises:
        UnavailableError: they cannot be installed.
    """
    for needed in ("node", "npm"):
        if shutil.which(needed) is None:
            raise UnavailableError(f"there is no {needed} on this machine")
    if not (folder / "node_modules" / packages[0]).exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        _run(["npm", "install", *quiet, *packages], folder)


def answer(line: Sequence[str | Path], folder: Path | None = None) -> str:
    """Run a program and give what it prints.

    Raises:
        UnavailableError: it fails.
    """
    return _run(line, folder).strip()


def _run(line: Sequence[str | Path], folder: Path | None = None) -> str:
    try:
        done = subprocess.run(
            line, cwd=folder, check=True, text=True, encoding="utf-8", capture_output=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        output = (getattr(error, "stderr", "") or str(error)).strip()
        raise UnavailableError(output.splitlines()[-1] if output else str(error)) from error
    return done.stdout
