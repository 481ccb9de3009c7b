"""Two builds at once: the second waits, says so once, and goes on when the first is gone."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from broadsheet.errors import OutputError
from broadsheet.lock import build_lock

ROOT = Path(__file__).resolve().parent.parent
LONG = 60

HOLD = """
import sys
from pathlib import Path
from broadsheet.lock import build_lock
with build_lock(Path(sys.argv[1]), Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.readline()
"""

HOLD_WITH_A_WORKER = """
import os, sys, time
from pathlib import Path
from broadsheet.lock import build_lock
with build_lock(Path(sys.argv[1]), Path(sys.argv[2])):
    if not os.fork():
        print("held", os.getpid(), flush=True)
        time.sleep(600)
        os._exit(0)
    sys.stdin.readline()
"""


@pytest.fixture
def build():
    """Start processes that hold the lock until they are told to end, or are killed."""
    started = []

    def run(cache, output, program=HOLD):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(program), str(cache), str(output)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate(timeout=LONG)


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def output(tmp_path):
    return tmp_path / "public"


def take(cache, output) -> None:
    """Take the lock and give it back."""
    with build_lock(cache, output):
        pass


def holds(process) -> str:
    """Wait until a process says that it holds the lock."""
    line = process.stdout.readline()
    assert line.startswith("held"), process.stderr.read()
    return line


def waits(process, words) -> None:
    """Wait until a process says that it waits."""
    line = process.stderr.readline()
    assert line == f"another build is running here{words}; waiting for it\n"


def end(process) -> tuple[str, str]:
    return process.communicate("end\n", timeout=LONG)


@pytest.mark.slow
def test_a_second_build_waits_says_so_once_and_goes_on(build, cache, output):
    first = build(cache, output)
    holds(first)
    second = build(cache, output)
    waits(second, f" (process {first.pid})")
    end(first)
    holds(second)

    assert end(second) == ("", "")
    assert second.returncode == 0


@pytest.mark.slow
def test_the_lock_goes_with_a_process_that_is_killed(build, cache, output):
    first = build(cache, output)
    holds(first)
    second = build(cache, output)
    waits(second, f" (process {first.pid})")
    first.send_signal(signal.SIGKILL)

    assert end(second) == ("held\n", "")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_worker_that_outlives_a_killed_build_holds_nothing(build, cache, output):
    first = build(cache, output, HOLD_WITH_A_WORKER)
    worker = int(holds(first).split()[1])
    try:
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=LONG)
        assert end(build(cache, output)) == ("held\n", "")
        os.kill(worker, 0)  # it is still there
    finally:
        os.kill(worker, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot lock a folder")
def test_builds_with_caches_of_their_own_share_an_output_in_turn(build, tmp_path, output):
    first = build(tmp_path / "one", output)
    holds(first)
    second = build(tmp_path / "two", output)
    waits(second, "")
    end(first)

    holds(second)


@pytest.mark.slow
def test_builds_with_nothing_in_common_do_not_wait(build, tmp_path):
    first = build(tmp_path / "one", tmp_path / "public1")
    holds(first)
    second = build(tmp_path / "two", tmp_path / "public2")
    holds(second)

    assert end(second) == ("", "")


def test_threads_of_one_process_wait_for_one_another(cache, output, capsys):
    held, inside = threading.Event(), []

    def build():
        held.wait()
        with build_lock(cache, output):
            inside.append("second")

    thread = threading.Thread(target=build)
    thread.start()
    with build_lock(cache, output):
        held.set()
        while not capsys.readouterr().err:
            thread.join(0.01)
        inside.append("first")
    thread.join(LONG)

    assert inside == ["first", "second"]


def test_the_lock_can_be_taken_again_and_again(cache, output, capsys):
    for _ in range(3):
        take(cache, output)

    assert capsys.readouterr() == ("", "")


def test_a_failure_in_a_build_gives_the_lock_back_and_passes(cache, output):
    with pytest.raises(FileNotFoundError, match="of the build"), build_lock(cache, output):
        raise FileNotFoundError("of the build")

    take(cache, output)


def test_an_output_folder_that_was_not_there_and_stays_empty_goes_again(cache, output):
    take(cache, output)
    assert not output.exists()

    with build_lock(cache, output):
        output.mkdir(exist_ok=True)
        (output / "index.html").write_text("front")
    assert [path.name for path in output.iterdir()] == ["index.html"]


def test_an_empty_output_folder_of_somebody_stays(cache, output):
    output.mkdir()

    take(cache, output)

    assert output.is_dir()


def test_the_lock_leaves_nothing_in_the_output(cache, output):
    output.mkdir()
    (output / "index.html").write_text("front")
    before = output.stat()

    with build_lock(cache, output):
        assert [path.name for path in output.iterdir()] == ["index.html"]

    assert output.stat().st_mtime_ns == before.st_mtime_ns


def test_a_cache_folder_that_cannot_be_made_is_named_with_the_next_step(cache, output):
    cache.write_text("a file")

    with pytest.raises(OutputError, match="set CACHE_PATH to a folder that is") as caught:
        take(cache, output)

    assert str(caught.value).startswith(f"{cache}: the cache folder cannot be written: ")


def test_a_cache_folder_that_is_read_only_is_named_with_the_next_step(cache, output, monkeypatch):
    cache.mkdir()

    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)  # whoever runs the tests may write everywhere

    with pytest.raises(OutputError, match="Permission denied; make it writable") as caught:
        take(cache, output)

    assert str(cache) in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot lock a folder")
def test_an_output_that_is_no_folder_is_named_with_the_next_step(cache, output):
    output.write_text("a file")

    with pytest.raises(OutputError, match="or set OUTPUT_PATH to another folder") as caught:
        take(cache, output)

    assert str(output) in str(caught.value)
    take(cache, output.parent / "elsewhere")  # the cache is free again


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot lock a folder")
def test_a_folder_that_was_made_anew_while_a_build_waited_is_locked_anew(build, tmp_path, output):
    first = build(tmp_path / "one", output)
    holds(first)  # and will remove the folder, as nothing is put into it
    second = build(tmp_path / "two", output)
    waits(second, "")
    end(first)
    holds(second)
    third = build(tmp_path / "three", output)

    waits(third, "")
