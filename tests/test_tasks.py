"""The verbs pass what was typed to their commands and end with the command's exit status."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from invoke.exceptions import Exit
from invoke.program import Program

import tasks

ROOT = Path(__file__).resolve().parent.parent


class Commands:
    """Stands in for `broadsheet.commands` and keeps what each command was given."""

    def __init__(self) -> None:
        self.status = 0
        self.given: dict[str, object] = {}

    def run(self, **given: object) -> int:
        self.given = given
        return self.status


@pytest.fixture
def commands(monkeypatch, tmp_path):
    commands = Commands()
    package = ModuleType("broadsheet.commands")
    for verb in ("build", "check", "verify", "serve", "new", "clip", "start", "publish"):
        setattr(package, verb, SimpleNamespace(run=commands.run))
    monkeypatch.setitem(sys.modules, "broadsheet.commands", package)
    monkeypatch.chdir(tmp_path)
    return commands


def invoke(*argv: str) -> int:
    """Run a verb as the command line would; return the exit status."""
    try:
        Program().run(["invoke", "--search-root", str(ROOT), *argv])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_a_path_is_seen_from_the_folder_where_the_verb_was_given(commands, tmp_path):
    assert invoke("build", "--content", "mine", "--output", "../out") == 0

    assert commands.given["content"] == tmp_path / "mine"
    assert commands.given["output"] == tmp_path / "../out"


def test_settings_stand_beside_the_tasks_unless_named(commands, tmp_path):
    invoke("build")
    assert commands.given["settings"] == ROOT / "pelicanconf.py"

    invoke("publish")
    assert commands.given["settings"] == ROOT / "publishconf.py"

    invoke("build", "--settings", "other.py")
    assert commands.given["settings"] == tmp_path / "other.py"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("build", {"content": None, "output": None, "now": None, "ignore_cache": False}),
        ("build --ignore-cache --now 2022-12-18", {"now": "2022-12-18", "ignore_cache": True}),
        ("check", {"content": None, "output": None, "now": None, "format": "text"}),
        ("check --format=json", {"format": "json"}),
        ("verify --now 2022-12-18", {"content": None, "now": "2022-12-18"}),
        ("serve", {"everything": False, "port": 8000, "open_browser": False}),
        (
            "serve --all --port 8080 --open",
            {"everything": True, "port": 8080, "open_browser": True},
        ),
        ("new Talks", {"headline": "Talks", "source": None, "topics": [], "regions": []}),
        (
            "new Talks --topic a --topic b --region c --source AFP",
            {"topics": ["a", "b"], "regions": ["c"], "source": "AFP"},
        ),
        ("clip cut.txt", {"source": "cut.txt", "paste": False, "json": False, "url": None}),
        ("clip - --json", {"source": "-", "json": True}),
        ("clip --paste --json", {"source": "", "paste": True, "json": True}),
        ("clip cut.txt --url https://a.example/1", {"url": "https://a.example/1", "photos": False}),
        ("clip https://a.example/1 --photos", {"source": "https://a.example/1", "photos": True}),
        ("start mine", {"name": "mine", "force": False}),
        ("start mine --force", {"force": True}),
        ("publish", {"to": None, "dry_run": False, "now": None, "force": False}),
        ("publish --to pages --dry-run", {"to": "pages", "dry_run": True}),
        ("publish --force", {"force": True}),
    ],
)
def test_a_command_is_given_what_was_typed(commands, line, expected):
    assert invoke(*line.split()) == 0
    assert expected.items() <= commands.given.items()


@pytest.mark.parametrize("status", [0, 1, 2])
def test_a_verb_ends_with_its_command_status_and_no_word_more(commands, capsys, status):
    commands.status = status

    assert invoke("check", "--format=json") == status
    assert capsys.readouterr() == ("", "")


def test_no_option_of_clip_is_shortened_to_that_for_help():
    assert "h" not in {name for option in tasks.clip.get_arguments() for name in option.names}


@pytest.mark.parametrize("verb", ["new", "clip", "start"])
def test_a_mistyped_option_is_not_taken_for_a_name(commands, capsys, verb):
    assert invoke(verb, "--help") == 2
    assert commands.given == {}
    assert "python3 tasks.py --help VERB" in capsys.readouterr().err


def test_what_invoke_refuses_ends_with_1(commands, capsys):
    assert invoke("build", "--contents", "mine") == 1
    assert commands.given == {}


def test_lint_shows_every_finding_and_fails_if_one_linter_does(monkeypatch):
    ran = []

    def tool(name, *args):
        ran.append(" ".join([name, *args]))
        return 1 if name == "ruff" else 0

    monkeypatch.setattr(tasks, "tool", tool)
    with pytest.raises(Exit) as end:
        tasks.lint.body(None)

    assert end.value.code == 1
    assert tuple(ran) == tasks.LINTERS


def test_test_hands_its_options_to_pytest(monkeypatch):
    ran = []
    monkeypatch.setattr(tasks, "tool", lambda *line: ran.append(line) or 0)
    tasks.test.body(None, args="-k 'stamp or lock' -x")

    assert ran == [("pytest", "--numprocesses=auto", "-k", "stamp or lock", "-x")]


@pytest.mark.parametrize("verb", [tasks.test, tasks.lint])
def test_test_and_lint_say_how_to_get_their_tools(monkeypatch, verb):
    monkeypatch.setattr(tasks, "find_spec", lambda name: None)
    with pytest.raises(Exit) as end:
        verb.body(None)

    assert end.value.code == 2
    assert end.value.message == "The test tools are not installed: run python3 tasks.py test"


@pytest.mark.parametrize(
    ("everything", "left"), [(False, {".venv", "node_modules", "content"}), (True, {"content"})]
)
def test_clean_removes_what_was_made_and_nothing_else(monkeypatch, tmp_path, everything, left):
    for name in (*tasks.MADE, *tasks.CACHES, ".venv", "node_modules", "content"):
        (tmp_path / name / "below").mkdir(parents=True)
    monkeypatch.setattr(tasks, "ROOT", tmp_path)
    tasks.clean.body(None, all=everything)

    assert {path.name for path in tmp_path.iterdir()} == left
