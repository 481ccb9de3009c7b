"""The forms of a target, and what no site may be put in."""

import pytest

from broadsheet.publish.target import FORMS, Branch, Mirror, overlap, read_target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("branch:gh-pages", Branch(name="gh-pages")),
        (" branch:site/live ", Branch(name="site/live")),
        ("branch:main@pages", Branch(name="main", remote="pages")),
        (
            "branch:gh-pages@git@example.org:news/site.git",
            Branch(name="gh-pages", remote="git@example.org:news/site.git"),
        ),
        ("branch:x@../site.git", Branch(name="x", remote="../site.git")),
        ("rsync:/srv/www/news/", Mirror(host="", path="/srv/www/news/")),
        ("rsync:/srv/www/my news", Mirror(host="", path="/srv/www/my news/")),
        ("rsync:you@example.org:/var/www/", Mirror(host="you@example.org:", path="/var/www/")),
        ("rsync:example.org:public_html", Mirror(host="example.org:", path="public_html/")),
        ("rsync:[::1]:/srv/www/x", Mirror(host="[::1]:", path="/srv/www/x/")),
        ("rsync:example.org::site/x/", Mirror(host="example.org::", path="site/x/")),
        (
            "rsync:rsync://example.org:8730/site/",
            Mirror(host="rsync://example.org:8730", path="/site/"),
        ),
    ],
)
def test_a_target_is_read(text, target):
    assert read_target(text) == target
    assert read_target(str(target)) == target


@pytest.mark.parametrize(
    "text",
    ["", "gh-pages", "branch:", "rsync:", "ftp:example.org", "/srv/www", "git@example.org:x.git"],
)
def test_what_has_none_of_the_forms_is_told_all_of_them(text):
    with pytest.raises(ValueError, match=r"^must be") as error:
        read_target(text)
    assert str(error.value) == f"must be {FORMS}, got {text!r}"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("-f", "'-f'"), ("a b", "'a b'"), ("a..b", "'a..b'"), ("x.lock", "'x.lock'"), ("/x", "'/x'")],
)
def test_a_branch_needs_a_name_that_git_takes(name, shown):
    with pytest.raises(ValueError, match=r"^must name a branch") as error:
        read_target(f"branch:{name}")
    assert str(error.value) == f"must name a branch, such as branch:gh-pages, not {shown}"


@pytest.mark.parametrize("remote", ["", "--upload-pack=x", "a b"])
def test_a_remote_is_a_name_an_address_or_a_path(remote):
    with pytest.raises(ValueError, match="must name a remote, an address or a path after the @"):
        read_target(f"branch:gh-pages@{remote}")


@pytest.mark.parametrize(
    "text", ["branch:x@https://me:secret@example.org/x.git", "rsync:rsync://me:secret@h/site/"]
)
def test_a_password_is_refused_and_not_repeated(text):
    with pytest.raises(ValueError, match="must not hold a password") as error:
        read_target(text)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "place",
    [
        *("/", "//", "/srv/..", "/home", "/home/ada", "/home/ada/", "/Users/ada", "/root"),
        *("example.org:", "example.org:.", "example.org:~", "example.org:~ada/", "example.org:/"),
        *("example.org:..", "example.org:www/..", "example.org:/home/ada", "rsync://example.org/"),
    ],
)
def test_a_whole_disk_or_home_folder_is_refused(place):
    with pytest.raises(ValueError, match="must not be a whole disk or a home folder"):
        read_target(f"rsync:{place}")


@pytest.mark.parametrize("place", ["www", "../www", "~/www"])
def test_a_folder_of_this_machine_is_named_in_full(place):
    with pytest.raises(ValueError, match="must be a whole path, beginning with /"):
        read_target(f"rsync:{place}")


def test_rsync_gets_no_host_that_looks_like_an_option():
    with pytest.raises(ValueError, match="must name a host, not '-e:'"):
        read_target("rsync:-e:/srv/www/x")


def test_a_folder_may_not_hold_or_lie_in_what_is_needed(tmp_path):
    site, content = tmp_path / "site", tmp_path / "site" / "content"
    content.mkdir(parents=True)
    (tmp_path / "link").symlink_to(content)

    def reason(path):
        return overlap(Mirror(host="", path=f"{path}/"), around=(site,), inside=(content,))

    assert reason(tmp_path) == reason(site) != reason(content)
    assert reason(site) == f"must not contain {site}: whatever is not of the site is deleted there"
    assert reason(content / "x") == reason(tmp_path / "link") == f"must not lie in {content}"
    assert reason(site / "public") is None
    assert reason(tmp_path / "www") is None


def test_a_folder_of_another_machine_may_have_any_name(tmp_path):
    there = Mirror(host="example.org:", path=f"{tmp_path}/")

    assert overlap(there, around=(tmp_path,), inside=(tmp_path,)) is None


@pytest.mark.parametrize("text", ["me@-oProxyCommand=x:/srv/x", "rsync://-h/x", "me@-h::x/y"])
def test_a_host_cannot_be_an_option_behind_a_name(text):
    with pytest.raises(ValueError, match="must name a host"):
        read_target(f"rsync:{text}")


@pytest.mark.parametrize("text", ["/srv/x\n--delete", "example.org:/srv/\0"])
def test_a_folder_has_no_control_characters(text):
    with pytest.raises(ValueError, match="without control characters"):
        read_target(f"rsync:{text}")
