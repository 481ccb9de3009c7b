"""publishconf.py is pelicanconf.py with a few settings of its own, each of them a literal."""

import ast
import subprocess
import sys

import pytest

from broadsheet.pelican_plugin import load_config
from tests.tools import ROOT

DIFFERENT = {"SITEURL", "OUTPUT_PATH", "DELETE_OUTPUT_DIRECTORY", "BROADSHEET_PUBLISH_TO"}


def assigned(name: str) -> dict[str, object]:
    """Read the settings a file gives, each of them a literal."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    return {
        target.id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


@pytest.mark.samples
def test_it_differs_from_pelicanconf_in_the_named_settings_alone():
    fixed = {"BROADSHEET_NOW": "2022-12-18"}
    own = load_config(ROOT / "pelicanconf.py", fixed)[0].template_settings
    public = load_config(ROOT / "publishconf.py", fixed)[0].template_settings
    keys = own.keys() | public.keys()

    assert {key for key in keys if own.get(key) != public.get(key)} <= DIFFERENT
    assert assigned("publishconf.py").keys() == DIFFERENT


@pytest.mark.samples
def test_the_address_and_the_target_are_left_to_the_editor():
    settings = assigned("publishconf.py")

    assert settings["SITEURL"] == settings["BROADSHEET_PUBLISH_TO"] == ""


def test_it_is_read_from_any_folder_and_beside_another_site(tmp_path):
    for site in ("one", "two"):
        (tmp_path / site).mkdir()
        (tmp_path / site / "pelicanconf.py").write_text(f"SITENAME = {site!r}\n")
        copy = (ROOT / "publishconf.py").read_text(encoding="utf-8")
        (tmp_path / site / "publishconf.py").write_text(copy, encoding="utf-8")
    read = (
        "from pelican.settings import get_settings_from_file as read\n"
        "names = [read(f'{site}/publishconf.py')['SITENAME'] for site in ('one', 'two', 'one')]\n"
        "assert names == ['one', 'two', 'one'], names\n"
    )
    command = [sys.executable, "-c", read]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
