"""The code of Markdown extensions: their own, and what they import, but not what is installed."""

import sys

import pytest

from broadsheet.read.extension import code_of

MAIN = "import helper\nfrom . import nothing\nimport markdown\n"


@pytest.fixture
def modules(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)

    def write(**sources):
        for name, source in sources.items():
            place = tmp_path / f"{name.replace('_', '/')}.py"
            place.parent.mkdir(exist_ok=True)
            place.write_text(source)

    yield write
    for name in ("ext", "helper", "pack", "pack.ext", "pack.inner"):
        sys.modules.pop(name, None)


def hashed(name):
    return sorted(code_of(name))


def test_an_extension_is_its_own_code(modules):
    modules(ext="a = 1")
    before = hashed("ext:Extension")
    modules(ext="a = 2")

    assert len(before) == 1
    assert hashed("ext") != before


def test_what_it_imports_belongs_to_it(modules):
    modules(ext=MAIN, helper="a = 1")
    before = hashed("ext")
    modules(helper="a = 2")

    assert len(before) == 2
    assert hashed("ext") != before


def test_modules_that_import_each_other_come_to_an_end(modules):
    modules(ext="import helper", helper="import ext")

    assert len(hashed("ext")) == 2


@pytest.mark.parametrize("first", ["", None])
def test_what_a_module_of_a_package_imports_belongs_to_it(modules, tmp_path, first):
    modules(pack_ext="from .inner import a", pack_inner="a = 1")
    if first is not None:
        (tmp_path / "pack" / "__init__.py").write_text(first)
    before = hashed("pack.ext")
    modules(pack_inner="a = 2")

    assert hashed("pack.ext") != before


@pytest.mark.parametrize("name", ["markdown.extensions.toc", "toc", "yaml", "json", "no.such", ""])
def test_what_is_installed_or_not_there_has_no_code_of_its_own(name):
    assert hashed(name) == []


def test_code_that_cannot_be_parsed_is_code_all_the_same(modules):
    modules(ext="def (")

    assert len(hashed("ext")) == 1
