"""What was written is counted by kind, and unequal work is refused."""

import pytest

from bench.kinds import Count, UnequalWorkError, count, demand_equal, kind_of, total


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "front page and its pages"),
        ("page/2/index.html", "front page and its pages"),
        ("articles/story-000001/index.html", "articles"),
        ("topics/index.html", "topics and regions"),
        ("topics/topic-01/index.html", "topics"),
        ("topics/topic-01/page/2/index.html", "topics"),
        ("tags/topic-01/index.html", "topics"),
        ("tags/region-01/page/12/index.html", "regions"),
        ("topics/topic-01/region-02/index.html", "crossings"),
        ("topics/topic-01/region-02/page/2/index.html", "crossings"),
        ("sources/paper-01/index.html", "sources"),
        ("archive/2019/01/page/2/index.html", "archive"),
        ("sitemap.xml", "sitemap"),
        ("index.xml", "feeds"),
        ("feeds/topics/topic-01.json", "feeds"),
        ("theme/css/main.css", "other"),
    ],
)
def test_a_path_tells_its_kind(path, kind):
    assert kind_of(path) == kind


def test_files_are_counted_with_their_size(tmp_path):
    for path, text in {"index.html": "front", "page/2/index.html": "two", "a.css": "b"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    counts = count(tmp_path)

    assert counts == {"front page and its pages": Count(2, 8), "other": Count(1, 1)}
    assert total(counts) == Count(3, 9)


def test_two_in_a_hundred_may_differ():
    demand_equal({"articles": Count(100, 0)}, {"articles": Count(98, 9)}, "peer")


@pytest.mark.parametrize(
    ("peers", "line"),
    [
        ({"articles": Count(97, 0), "feeds": Count(2, 0)}, "articles: 100 files, 97 by peer"),
        ({"articles": Count(100, 0)}, "feeds: 2 files, 0 by peer"),
        (
            {"articles": Count(100, 0), "feeds": Count(2, 0), "crossings": Count(1, 0)},
            "crossings: 0 files, 1 by peer",
        ),
    ],
)
def test_work_that_is_not_the_same_is_refused_kind_by_kind(peers, line):
    with pytest.raises(UnequalWorkError, match=line):
        demand_equal({"articles": Count(100, 0), "feeds": Count(2, 0)}, peers, "peer")


def test_a_stylesheet_more_is_no_work():
    demand_equal({"articles": Count(100, 0)}, {"articles": Count(100, 0), "other": Count(1, 0)}, "")
