"""git and rsync are run without a question, for a limited time, and quoted when they fail."""

import os
import re
import time
from pathlib import Path

import pytest

from broadsheet.errors import PublishError
from broadsheet.publish.program import Answer, cause, must, quiet_environment, run, silent_ssh


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("ssh: Could not resolve hostname x: Name or service not known", "cannot be reached"),
        ("fatal: unable to access 'https://x/': Could not resolve host: x", "cannot be reached"),
        ("ssh: connect to host x port 22: Connection timed out", "cannot be reached"),
        ("git@x: Permission denied (publickey).", "did not accept the login"),
        ("fatal: Authentication failed for 'https://x/'", "did not accept the login"),
        ("fatal: unable to access 'https://x/': The requested URL returned error: 403", "login"),
        ("@ERROR: auth failed on module site", "did not accept the login"),
        ("Host key verification failed.", "connect once by hand"),
        ("fatal: not a git repository (or any of the parent directories): .git", "git init"),
        ("remote: Repository not found.", "there is no such repository"),
        ("No space left on device", "it failed"),
    ],
)
def test_a_complaint_is_said_in_plain_words(text, meaning):
    assert meaning in cause(text)


def test_a_failure_quotes_what_the_program_said():
    with pytest.raises(PublishError) as error:
        must(Answer(status=1, out=b"", err="one\ntwo"), "rsync", "rsync:/srv/www/")
    assert str(error.value) == "rsync:/srv/www/: it failed; rsync says:\n  one\n  two"

    with pytest.raises(PublishError, match="exit status 9"):
        must(Answer(status=9, out=b"", err=""), "rsync", "rsync:/srv/www/")


def test_a_program_that_does_not_end_is_stopped_with_all_it_started(tmp_path):
    started = time.monotonic()
    command = ("sh", "-c", "sleep 60 & echo $! > child; wait")
    answer = run(command, folder=tmp_path, environment=dict(os.environ), limit=0.5)

    assert time.monotonic() - started < 10
    assert (answer.status, answer.err) == (124, "no answer within 0.5 seconds")
    assert is_gone(int((tmp_path / "child").read_text()))


def is_gone(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if is_zombie(process):
            return True
        time.sleep(0.02)
    return False


def is_zombie(process: int) -> bool:
    """A container's first process may leave the dead unburied."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def test_a_program_finds_no_terminal_to_ask_at(tmp_path):
    answer = run(("sh", "-c", ": < /dev/tty"), folder=tmp_path, environment=dict(os.environ))

    assert answer.status
    assert re.search("/dev/tty", answer.err)


@pytest.mark.parametrize(
    ("command", "silent"),
    [
        ("", "ssh -o BatchMode=yes -o ConnectTimeout=20"),
        ("ssh -i key", "ssh -i key -o BatchMode=yes -o ConnectTimeout=20"),
        ("/usr/bin/ssh", "/usr/bin/ssh -o BatchMode=yes -o ConnectTimeout=20"),
        ("plink -P 22", "plink -P 22"),
    ],
)
def test_ssh_asks_nothing_and_another_program_is_left_alone(command, silent):
    assert silent_ssh(command) == silent


def test_the_ssh_that_somebody_chose_is_kept():
    assert quiet_environment({}, "ssh -i a")["GIT_SSH_COMMAND"].startswith("ssh -i a -o Batch")
    own = quiet_environment({"GIT_SSH_COMMAND": "ssh -i b"}, "ssh -i a")
    assert own["GIT_SSH_COMMAND"].startswith("ssh -i b -o Batch")
    assert "GIT_SSH_COMMAND" not in quiet_environment({"GIT_SSH": "plink"})
    assert quiet_environment({"RSYNC_RSH": "ssh -p 2222"})["RSYNC_RSH"].startswith("ssh -p 2222 -o")


def test_what_a_git_hook_leaves_behind_is_not_passed_on():
    inherited = {"GIT_DIR": "x", "GIT_INDEX_FILE": "y", "GIT_WORK_TREE": "z", "PATH": "p"}
    quiet = quiet_environment(inherited)

    assert not inherited.keys() - {"PATH"} & quiet.keys()
    assert quiet["PATH"] == "p"
    assert quiet["GIT_TERMINAL_PROMPT"] == "0"
