"""Labels read from a file, and what is said of those that cannot be."""

import json

import pytest

from bench.clipping.gold import GoldError, Label, read_labels


def test_lists_and_other_answers_are_kept_as_they_stand(tmp_path):
    line = {
        "page": "harbour",
        "title": "A Bridge",
        "authors": ["Jane Roe"],
        "authors_any": [["Jane Roe", "Kim Lee"], []],
        "doubtful": ["authors"],
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(line)}\n\n", encoding="utf-8")

    assert read_labels(path) == (
        Label(
            page="harbour",
            title="A Bridge",
            authors=("Jane Roe",),
            authors_any=(("Jane Roe", "Kim Lee"), ()),
            doubtful=("authors",),
        ),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "gold.jsonl:2: must be a label: "),
        ("[]", "gold.jsonl:2: must be a label: an object with the name of its page"),
        ('{"title": "A"}', "an object with the name of its page"),
        ('{"page": "a", "headline": "A"}', "knows no headline"),
        ('{"page": "a", "authors": "Jane Roe"}', "authors is a list"),
    ],
)
def test_a_line_that_is_no_label_is_named(tmp_path, line, said):
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"page": "first"}}\n{line}\n', encoding="utf-8")

    with pytest.raises(GoldError) as caught:
        read_labels(path)

    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(GoldError, match=r"none\.jsonl: must be a file of labels"):
        read_labels(tmp_path / "none.jsonl")
