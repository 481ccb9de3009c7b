"""Publishing to a folder: rsync on this machine, and a real daemon over the network."""

import shutil
import stat

import pytest

from broadsheet.errors import PublishError
from broadsheet.publish.changes import Changes
from broadsheet.publish.delivery import deliver
from broadsheet.publish.mirror import MirrorHost, open_mirror, read_listing
from broadsheet.publish.target import read_target
from tests.publish.peers import SITE, files_in, fill, parcel, rsync_daemon
from tests.tools import need


@pytest.fixture
def www(tmp_path):
    need("rsync")
    (tmp_path / "www").mkdir()
    return tmp_path / "www"


@pytest.fixture(params=["folder", "daemon"])
def mirror(request, www, tmp_path):
    if request.param == "folder":
        yield open_mirror(read_target(f"rsync:{www}"))
    else:
        with rsync_daemon(tmp_path, www) as address:
            yield open_mirror(read_target(f"rsync:{address}"))


def send(mirror, site, said=None, **options):
    options = {"force": False, "dry_run": False, **options}
    return deliver(mirror, site, say=(said if said is not None else []).append, **options)


def test_the_folder_then_holds_the_site_and_nothing_else(mirror, www, tmp_path):
    fill(www, {"index.html": "old\n", "gone/index.html": "old\n", "feeds/all.atom.xml": "crlf\r\n"})
    changes = send(mirror, parcel(tmp_path / "out"))

    assert files_in(www) == SITE
    assert not (www / "gone").exists()
    assert changes.changed == ("index.html",)
    assert changes.removed == ("gone/index.html",)
    assert set(changes.added) == set(SITE) - {"index.html", "feeds/all.atom.xml"}
    assert changes.kept == 1


def test_a_second_time_nothing_is_touched(mirror, www, tmp_path):
    send(mirror, parcel(tmp_path / "out"))
    before = {path: path.stat().st_ctime_ns for path in www.rglob("*")}
    again = send(mirror, parcel(tmp_path / "out"))  # the same bytes, in newer files

    assert not again
    assert again.kept == len(SITE)
    assert {path: path.stat().st_ctime_ns for path in www.rglob("*")} == before


def test_a_dry_run_names_what_differs_and_changes_nothing(mirror, www, tmp_path):
    fill(www, {**SITE, "index.html": "old\n", "old page.html": "old\n"})
    before = files_in(www)
    said = []
    without_feed = {path: text for path, text in SITE.items() if "feeds" not in path}
    changes = send(
        mirror, parcel(tmp_path / "out", without_feed | {"ny.html": "x"}), said, dry_run=True
    )

    assert said == [
        "add     ny.html",
        "change  index.html",
        "remove  feeds/all.atom.xml",
        "remove  old page.html",
    ]
    assert str(changes) == "1 to add, 1 to change, 2 to remove"
    assert files_in(www) == before


def test_names_of_every_script_arrive_in_the_list(mirror, tmp_path):
    said = []
    send(mirror, parcel(tmp_path / "out"), said, dry_run=True)

    assert said == [f"add     {path}" for path in sorted(SITE)]


def test_a_folder_full_of_other_things_is_left_alone_unless_forced(mirror, www, tmp_path):
    holiday = {"holiday/1.jpg": "1", "holiday/2.jpg": "2", "notes.txt": "3"}
    fill(www, holiday)
    with pytest.raises(PublishError) as error:
        send(mirror, parcel(tmp_path / "out"))

    assert str(error.value) == (
        f"{mirror.name}: refused\n"
        "  3 of the 3 files there would go, more than half\n"
        "  look with --dry-run and, if that is meant, publish with --force"
    )
    assert files_in(www) == holiday

    said = []
    with pytest.raises(PublishError):
        send(mirror, parcel(tmp_path / "out"), said, dry_run=True)
    assert "remove  holiday/1.jpg" in said

    send(mirror, parcel(tmp_path / "out"), force=True)
    assert files_in(www) == SITE


def test_readers_may_read_what_an_editor_keeps_to_herself(mirror, www, tmp_path):
    site = parcel(tmp_path / "out")
    (site.output / "index.html").chmod(0o600)
    (site.output / "feeds").chmod(0o700)
    (www / "photos").mkdir()
    (www / "photos").chmod(0o2775)  # a folder whose files belong to a group: the host's own choice
    send(mirror, site)

    assert stat.S_IMODE((www / "index.html").stat().st_mode) == 0o644
    assert stat.S_IMODE((www / "feeds").stat().st_mode) == 0o755
    assert stat.S_IMODE((www / "photos").stat().st_mode) == 0o2775


def test_a_folder_is_made_where_only_its_parent_is_there(www, tmp_path):
    send(open_mirror(read_target(f"rsync:{www}/news")), parcel(tmp_path / "out"))

    assert files_in(www / "news") == SITE


def test_a_host_that_cannot_be_reached_is_said_so(tmp_path):
    need("rsync")
    mirror = open_mirror(read_target("rsync:rsync://127.0.0.1:1/site/"))
    with pytest.raises(PublishError, match="the host cannot be reached; rsync says:\n  rsync"):
        mirror.compare(parcel(tmp_path / "out"))


def test_a_missing_folder_is_quoted(www, tmp_path):
    mirror = open_mirror(read_target(f"rsync:{www}/no/such/folder"))
    with pytest.raises(PublishError, match="No such file or directory"):
        mirror.send(parcel(tmp_path / "out"), mirror.compare(parcel(tmp_path / "out")))


def test_without_rsync_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(PublishError) as error:
        open_mirror(read_target("rsync:/srv/www/news"))

    assert str(error.value) == (
        "rsync:/srv/www/news/: rsync is not installed: "
        "install the package rsync (on macOS: brew install rsync)"
    )


def test_the_list_of_rsync_is_read():
    listing = (
        "cd+++++++++\tarticles/\n"
        ".d..t......\t./\n"
        "<f+++++++++\tarticles/new.html\n"
        ">f.st......\tindex.html\n"
        ".f         \tsame.html\n"
        "*deleting  \told/page.html\n"
        "*deleting  \told/\n"
    )

    assert read_listing(listing) == Changes(
        added=("articles/new.html",), changed=("index.html",), removed=("old/page.html",), kept=1
    )
    assert read_listing("") == Changes()


def test_a_host_is_named_as_rsync_takes_it():
    assert MirrorHost(target=read_target("rsync:me@example.org:/srv/www")).name == (
        "me@example.org:/srv/www/"
    )
