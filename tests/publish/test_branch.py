"""Publishing to a branch of a real repository, from an editor's clone of it."""

import shutil

import pytest

from broadsheet.errors import OvertakenError, PublishError
from broadsheet.publish import branch as module
from broadsheet.publish import program
from broadsheet.publish.delivery import deliver
from broadsheet.publish.repository import open_repository
from tests.publish.peers import (
    SITE,
    branch,
    commit,
    fill,
    git,
    identify,
    locked_web_host,
    make_host,
    parcel,
    published,
    silent_host,
)

EMPTY = {".nojekyll": ""}


def send(host, site, said=None, **options):
    options = {"force": False, "dry_run": False, **options}
    return deliver(host, site, say=(said if said is not None else []).append, **options)


def state(repository):
    """Everything of an editor's repository that publishing has no business with."""
    index = repository / ".git" / "index"
    return {
        "branches": git(repository, "for-each-ref", "refs/heads", "refs/tags"),
        "head": git(repository, "symbolic-ref", "HEAD"),
        "index": index.read_bytes(),
        "config": (repository / ".git" / "config").read_bytes(),
        "shallow": git(repository, "rev-parse", "--is-shallow-repository"),
        # Without the option status itself would freshen the index.
        "work": git(repository, "--no-optional-locks", "status", "--porcelain"),
    }


def test_the_branch_then_holds_the_site_and_nothing_else(editor, host, tmp_path):
    changes = send(branch(editor), parcel(tmp_path / "out"))

    assert published(host) == SITE | EMPTY
    assert len(changes.added) == len(SITE) + 1
    assert git(host, "log", "-1", "--format=%an <%ae> %cI", "gh-pages") == (
        "An Editor <editor@example.org> 2022-12-18T09:00:00+00:00"
    )
    source = git(editor, "rev-parse", "HEAD")
    assert git(host, "log", "-1", "--format=%B", "gh-pages") == (
        f"Publish A digest\n\nFrom commit {source}"
    )


def test_a_second_time_nothing_is_pushed(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out"))
    before = git(host, "for-each-ref")
    again = send(branch(editor), parcel(tmp_path / "out"))

    assert not again
    assert again.kept == len(SITE) + 1
    assert git(host, "for-each-ref") == before


def test_each_publication_is_one_commit_on_top_of_the_last(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out"))
    first = git(host, "rev-parse", "gh-pages")
    later = SITE | {"index.html": "newer\n", "new.html": "new\n"}
    del later["feeds/all.atom.xml"]
    changes = send(branch(editor), parcel(tmp_path / "out", later))

    assert published(host) == later | EMPTY
    assert changes.done == "1 added, 1 changed, 1 removed"
    assert git(host, "rev-parse", "gh-pages^") == first


def test_a_dry_run_names_what_differs_and_changes_nothing(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out"))
    before, said = git(host, "for-each-ref"), []
    later = SITE | {"index.html": "newer\n", "ny side.html": "new\n"}
    del later["photos/Zürich #1 (50%) – “q” 📰.jpg"]
    send(branch(editor), parcel(tmp_path / "out", later), said, dry_run=True)

    assert said == [
        "add     ny side.html",
        "change  index.html",
        "remove  photos/Zürich #1 (50%) – “q” 📰.jpg",
    ]
    assert git(host, "for-each-ref") == before


def test_the_editors_repository_stays_as_it_was(editor, host, tmp_path):
    git(editor, "checkout", "--quiet", "-b", "gh-pages")
    commit(editor, {"mine.txt": "a branch that only has the same name\n"})
    git(editor, "checkout", "--quiet", "main")
    fill(editor, {"pelicanconf.py": "staged\n", "new.txt": "not added\n"})
    git(editor, "add", "pelicanconf.py")
    fill(editor, {"pelicanconf.py": "edited\n"})
    before = state(editor)
    send(branch(editor), parcel(tmp_path / "out"))
    send(branch(editor), parcel(tmp_path / "out", {**SITE, "index.html": "2\n"}))

    assert state(editor) == before
    assert published(host)["index.html"] == "2\n"


def test_rules_for_line_endings_do_not_reach_readers(editor, host, tmp_path):
    git(editor, "config", "core.autocrlf", "true")
    commit(editor, {".gitattributes": "* text=auto eol=crlf\n"})
    send(branch(editor), parcel(tmp_path / "out"))

    assert published(host)["feeds/all.atom.xml"] == "crlf\r\n"
    assert not send(branch(editor), parcel(tmp_path / "out"))


def test_a_shallow_clone_publishes_without_the_history(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out"))
    send(branch(editor), parcel(tmp_path / "out", {**SITE, "index.html": "2\n"}))
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{host}", shallow)
    identify(shallow)
    assert not send(branch(shallow), parcel(tmp_path / "out", {**SITE, "index.html": "2\n"}))
    send(branch(shallow), parcel(tmp_path / "out", {**SITE, "index.html": "3\n"}))

    assert published(host)["index.html"] == "3\n"
    assert git(host, "rev-list", "--count", "gh-pages") == "3"
    assert git(shallow, "rev-list", "--all", "--count") == "3"  # main, the last one, ours


def test_a_full_clone_that_fetches_a_branch_stays_full(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out"))
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--single-branch", f"file://{host}", other)
    identify(other)
    before = state(other)
    send(branch(other), parcel(tmp_path / "out", {**SITE, "index.html": "2\n"}))

    assert state(other) == before


def test_a_linked_work_tree_publishes_too(editor, host, tmp_path):
    git(editor, "worktree", "add", "--quiet", "-b", "draft", tmp_path / "tree")
    send(branch(tmp_path / "tree"), parcel(tmp_path / "out"))

    assert published(host) == SITE | EMPTY


def test_a_site_in_a_folder_of_its_repository_publishes_too(editor, host, tmp_path):
    fill(editor, {"digest/pelicanconf.py": "", "digest/ghp_import.py": "raise SystemExit(9)"})
    send(branch(editor / "digest"), parcel(editor / "digest" / "published"))

    assert published(host) == SITE | EMPTY


def test_a_hook_of_git_may_publish(editor, host, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere" / "index"))
    send(branch(editor), parcel(tmp_path / "out"))
    monkeypatch.undo()

    assert published(host) == SITE | EMPTY


def test_another_remote_may_be_named_or_given_by_address(editor, tmp_path):
    pages = make_host(tmp_path / "pages.git")
    git(editor, "remote", "add", "pages", pages)
    send(branch(editor, "main", "pages"), parcel(tmp_path / "out"))
    assert published(pages, "main") == SITE | EMPTY

    again = send(branch(editor, "main", pages), parcel(tmp_path / "out"))
    assert not again


def test_when_somebody_else_published_after_our_look_ours_goes_on_top(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out"))
    ours, site = branch(editor), parcel(tmp_path / "out", {**SITE, "index.html": "ours\n"})
    comparison = ours.compare(site)
    theirs = somebody_publishes(host, tmp_path)

    with pytest.raises(OvertakenError, match="branch:gh-pages: somebody else published"):
        ours.send(site, comparison)
    assert git(host, "rev-parse", "gh-pages") == theirs

    send(ours, site)
    assert git(host, "rev-parse", "gh-pages^") == theirs
    assert published(host) == site_text(site) | EMPTY


def test_when_somebody_else_publishes_during_our_push_we_try_once_more(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out"))
    other = second_editor(host, tmp_path)
    push_meanwhile(editor, f'test -e once || {{ touch once; git -C "{other}" push -q; }}')
    said = []
    site = parcel(tmp_path / "out", {**SITE, "index.html": "ours\n"})
    send(branch(editor), site, said)

    assert said == [
        "branch:gh-pages: somebody else published at the same time; trying once more on top of it"
    ]
    assert published(host) == site_text(site) | EMPTY
    assert git(host, "log", "-1", "--format=%s", "gh-pages^") == "Theirs"


def test_who_is_overtaken_twice_is_told(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out"))
    other = second_editor(host, tmp_path)
    again = f'git -C "{other}" commit -q --allow-empty -m Again; git -C "{other}" push -q'
    push_meanwhile(editor, again)

    with pytest.raises(OvertakenError):
        send(branch(editor), parcel(tmp_path / "out", {**SITE, "index.html": "ours\n"}))
    assert git(host, "log", "-1", "--format=%s", "gh-pages") == "Again"


def somebody_publishes(host, tmp_path):
    other = second_editor(host, tmp_path)
    git(other, "push", "--quiet")
    return git(other, "rev-parse", "HEAD")


def second_editor(host, tmp_path):
    """Another clone, with a publication that is not pushed yet."""
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", host, other)
    identify(other)
    commit(other, {"index.html": "theirs\n"}, "Theirs")
    return other


def push_meanwhile(editor, line):
    """Let git itself start something after it has asked the host and before it sends."""
    hook = editor / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nunset GIT_DIR\n{line}\n")
    hook.chmod(0o755)


def site_text(site):
    return {path: (site.output / path).read_bytes().decode() for path in site.files}


@pytest.mark.parametrize("name", ["main", "master", "draft"])
def test_a_branch_of_the_sources_is_refused(editor, name):
    git(editor, "checkout", "--quiet", "-b", "draft")
    with pytest.raises(ValueError, match=f"must not be {name}, a branch of the sources"):
        branch(editor, name)


def test_a_branch_of_the_sources_is_known_by_its_address_too(editor, host):
    git(editor, "remote", "add", "same", host)

    for remote in ("same", host):
        with pytest.raises(ValueError, match="a branch of the sources"):
            branch(editor, "main", remote)


def test_sources_are_refused_whatever_their_branch_is_called(editor, host, tmp_path):
    git(editor, "push", "--quiet", "origin", "main:develop")
    for target in (branch(editor, "develop"), branch(editor, "main", f"file://{host}")):
        with pytest.raises(PublishError, match=r"holds pelicanconf\.py: .* sources of a site"):
            send(target, parcel(tmp_path / "out"), force=True)


def test_a_custom_domain_is_not_lost_by_publishing(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out", {**SITE, "CNAME": "news.example.org\n"}))
    before = git(host, "for-each-ref")
    with pytest.raises(PublishError, match="CNAME would go: the site has none"):
        send(branch(editor), parcel(tmp_path / "out"))
    assert git(host, "for-each-ref") == before

    send(branch(editor), parcel(tmp_path / "out"), force=True)
    assert published(host) == SITE | EMPTY


def test_a_branch_full_of_other_things_is_left_alone_unless_forced(editor, host, tmp_path):
    git(editor, "checkout", "--quiet", "--orphan", "gh-pages")
    git(editor, "rm", "--quiet", "-rf", ".")
    commit(editor, {"book/1.html": "1\n", "book/2.html": "2\n", "index.html": "a book\n"})
    git(editor, "push", "--quiet", "origin", "gh-pages")
    git(editor, "checkout", "--quiet", "main")
    with pytest.raises(PublishError, match="2 of the 3 files there would go, more than half"):
        send(branch(editor), parcel(tmp_path / "out"))

    send(branch(editor), parcel(tmp_path / "out"), force=True)
    assert published(host) == SITE | EMPTY


def test_a_refusal_of_the_host_is_quoted(editor, host, tmp_path):
    hook = host / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n")
    hook.chmod(0o755)

    with pytest.raises(PublishError) as error:
        send(branch(editor), parcel(tmp_path / "out"))
    assert not isinstance(error.value, OvertakenError)
    assert str(error.value).startswith("branch:gh-pages: it failed; git says:\n")
    assert "this branch is protected" in str(error.value)
    assert not git(host, "for-each-ref", "refs/heads/gh-pages")


def test_a_remote_that_is_not_there_is_named_with_those_that_are(editor):
    with pytest.raises(PublishError) as error:
        branch(editor, remote="pages")
    assert str(error.value) == (
        "branch:gh-pages@pages: this repository has no remote 'pages'; "
        "it has origin (git remote add …)"
    )

    git(editor, "remote", "remove", "origin")
    with pytest.raises(PublishError, match="no remote 'origin'; it has none"):
        branch(editor)


def test_a_host_that_is_not_there_is_said_so(editor, tmp_path):
    with pytest.raises(PublishError, match="there is no such repository; git says:\n  fatal:"):
        branch(editor, remote=tmp_path / "no.git").compare(parcel(tmp_path / "out"))
    with pytest.raises(PublishError, match="the host cannot be reached; git says:"):
        branch(editor, remote="http://127.0.0.1:1/x.git").compare(parcel(tmp_path / "out"))


def test_a_login_that_is_not_accepted_asks_nobody(editor, tmp_path):
    with locked_web_host() as address:
        target = branch(editor, remote=f"{address}/x.git")
        with pytest.raises(PublishError, match="the host did not accept the login; git says:"):
            target.compare(parcel(tmp_path / "out"))


def test_a_host_that_says_nothing_is_not_waited_for(editor, tmp_path):
    with silent_host() as address:
        repository = open_repository(editor, "branch:gh-pages")
        answer = repository.try_git("ls-remote", address, limit=0.5)
    with pytest.raises(PublishError, match="the host cannot be reached; git says:\n  no answer"):
        program.must(answer, "git", "branch:gh-pages")


def test_outside_a_repository_a_branch_cannot_be_published(tmp_path, host, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(PublishError, match=r"in no git repository .*\n  fatal: not a git repos"):
        open_repository(tmp_path, "branch:gh-pages")


def test_without_git_one_line_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(PublishError) as error:
        open_repository(tmp_path, "branch:gh-pages")
    assert str(error.value) == "branch:gh-pages: git is not installed: install the package git"


def test_who_publishes_must_be_known_to_git(editor, tmp_path):
    git(editor, "config", "--unset", "user.email")
    git(editor, "config", "user.useConfigOnly", "true")
    with pytest.raises(PublishError, match="no email was given"):
        send(branch(editor), parcel(tmp_path / "out"))


def test_a_commit_that_is_not_the_site_is_never_sent(editor, host, tmp_path, monkeypatch):
    site = parcel(tmp_path / "out")
    comparison = branch(editor).compare(site)
    (site.output / "left by somebody.txt").write_text("x")
    with pytest.raises(PublishError, match="does not hold the site as it was built"):
        branch(editor).send(site, comparison)

    assert not git(host, "for-each-ref", "refs/heads/gh-pages")


def test_a_repository_with_longer_ids_publishes_too(tmp_path):
    origin, editor = tmp_path / "long.git", tmp_path / "editor"
    git(tmp_path, "init", "--quiet", "--bare", "--object-format=sha256", origin)
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "--initial-branch=main", editor)
    git(editor, "remote", "add", "origin", origin)
    identify(editor)
    send(branch(editor), parcel(tmp_path / "out"))

    assert published(origin) == SITE | EMPTY
    assert not send(branch(editor), parcel(tmp_path / "out"))


def test_only_an_empty_file_is_added_for_github(editor, host, tmp_path):
    send(branch(editor), parcel(tmp_path / "out", {**SITE, module.NO_JEKYLL: ""}))

    assert published(host) == SITE | EMPTY
