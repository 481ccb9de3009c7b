"""The two ends of a publication: an editor's repository with a site, and the hosts it goes to."""

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from os import getgid, getuid
from pathlib import Path

from broadsheet.publish.branch import BranchHost, open_branch
from broadsheet.publish.parcel import Parcel
from broadsheet.publish.repository import open_repository
from broadsheet.publish.target import Branch
from tests.tools import ROOT

NOW = datetime(2022, 12, 18, 9, tzinfo=UTC)
SITE = {
    "index.html": "front\n",
    "articles/a story/index.html": "spaces\n",
    "articles/خبری-از-تهران/index.html": "تهران\n",
    "photos/Zürich #1 (50%) – “q” 📰.jpg": "picture\n",
    "feeds/all.atom.xml": "crlf\r\n",
    ".well-known/security.txt": "Contact: mailto:editor@example.org\n",
}


def git(folder: Path, *args: str | Path) -> str:
    """Run git, which must succeed."""
    done = subprocess.run(
        ["git", *args], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(folder: Path, files: Mapping[str, str], message: str = "Edit") -> str:
    """Commit files; give the commit."""
    fill(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def fill(folder: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
    return folder


def make_host(folder: Path) -> Path:
    """Make an empty repository to publish to."""
    git(folder.parent, "init", "--quiet", "--bare", "--initial-branch=main", folder)
    return folder


def make_editor(folder: Path, origin: Path) -> Path:
    """Make an editor's repository with one commit, which is also on `origin`."""
    git(folder.parent, "clone", "--quiet", origin, folder)
    identify(folder)
    git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    commit(folder, {"pelicanconf.py": "SITENAME = 'A digest'\n", ".gitignore": "/published/\n"})
    git(folder, "push", "--quiet", "--set-upstream", "origin", "main")
    return folder


def identify(repository: Path) -> None:
    git(repository, "config", "user.name", "An Editor")
    git(repository, "config", "user.email", "editor@example.org")


def parcel(folder: Path, files: Mapping[str, str] = SITE) -> Parcel:
    """Lay a site into a folder that held another one, as a build would."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    fill(folder, files)
    return Parcel(output=folder, files=tuple(sorted(files)), fingerprint="…")


def branch(editor: Path, name: str = "gh-pages", remote: str | Path = "origin") -> BranchHost:
    """Open a branch as `publish` does."""
    target = Branch(name=name, remote=str(remote))
    return open_branch(target, open_repository(editor, str(target)), "A digest", NOW)


def published(host: Path, name: str = "gh-pages") -> dict[str, str]:
    """Read what a branch of a repository holds."""
    paths = git(host, "ls-tree", "-r", "-z", "--name-only", name).split("\0")
    read = ("git", "cat-file", "blob")
    return {
        path: subprocess.check_output([*read, f"{name}:{path}"], cwd=host).decode()
        for path in filter(None, paths)
    }


def files_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }


def write_publishconf(folder: Path, **settings: str) -> None:
    """Copy this project's publishconf.py, with settings filled in as an editor would."""
    text = (ROOT / "publishconf.py").read_text(encoding="utf-8")
    for name, value in settings.items():
        text, found = re.subn(rf"^{name} = .*$", f'{name} = "{value}"', text, flags=re.MULTILINE)
        assert found == 1, name
    (folder / "publishconf.py").write_text(text, encoding="utf-8")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def rsync_daemon(folder: Path, served: Path) -> Iterator[str]:
    """Serve a folder as the module `site`; give its address."""
    config, port = folder / "rsyncd.conf", free_port()
    config.write_text(
        f"use chroot = no\nlog file = {folder / 'rsyncd.log'}\n"
        f"uid = {getuid()}\ngid = {getgid()}\n[site]\npath = {served}\nread only = no\n"
    )
    command = ["rsync", "--daemon", "--no-detach", f"--config={config}", "--address=127.0.0.1"]
    with subprocess.Popen([*command, f"--port={port}"]) as daemon:
        try:
            wait_for(port)
            yield f"rsync://127.0.0.1:{port}/site/"
        finally:
            daemon.terminate()


def wait_for(port: int) -> None:
    for _ in range(1500):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nothing listens on port {port}")


class _Doorkeeper(BaseHTTPRequestHandler):
    """Asks everybody for a password."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="host"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def locked_web_host() -> Iterator[str]:
    """Run a web server that wants a login; give its address."""
    with HTTPServer(("127.0.0.1", 0), _Doorkeeper) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def silent_host() -> Iterator[str]:
    """Accept connections and never say a word; give the address for git."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"git://127.0.0.1:{listener.getsockname()[1]}/site.git"
