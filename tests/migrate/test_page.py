"""docs/migrating.md says what the code does."""

import json

from broadsheet.migrate.account import Account, as_json, counts
from broadsheet.migrate.mapping import ROLES
from tests.test_docs import CODE, behind, names

PAGE = "docs/migrating.md"
EMPTY = Account(moved=(), left={}, copies=(), suggestions=(), others={})


def test_every_key_stands_beside_its_field():
    rows = behind(PAGE, "migrated keys").splitlines()[2:]
    found = {CODE.findall(row)[0]: tuple(CODE.findall(row)[1:]) for row in rows}

    assert found == ROLES


def test_every_key_of_the_object_is_in_the_table():
    assert names(PAGE, "migrate keys") == list(json.loads(as_json(EMPTY)))
    row = behind(PAGE, "migrate keys").splitlines()[2]
    assert CODE.findall(row)[1:] == list(counts(EMPTY))
