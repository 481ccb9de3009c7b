import pytest

from broadsheet.read.vocabulary import read_front, read_sources, read_terms
from tests.builders import found


def topics(text):
    return read_terms(text.encode(), "topics", path="content/data/topics.yaml")


def regions(text):
    return read_terms(text.encode(), "regions", path="content/data/regions.yaml")


def sources(text):
    return read_sources(text.encode(), path="content/data/sources.yaml")


def front(text):
    return read_front(text.encode(), path="content/data/front.yaml")


def test_terms_nest_and_parents_stand_before_their_children():
    terms, problems = regions("""\
- slug: asia
  name: Asia
  regions:
    - {slug: iran, name: Iran, code: IR}
    - slug: china
      name: {en: China, zh: 中国}
      regions: [{slug: guangdong, name: Guangdong}]
- {slug: europe, name: Europe}
""")
    assert problems == []
    assert [(t.slug, t.parent, t.code, t.line) for t in terms] == [
        ("asia", None, None, 1),
        ("iran", "asia", "IR", 4),
        ("china", "asia", None, 5),
        ("guangdong", "china", None, 7),
        ("europe", None, None, 8),
    ]
    assert (terms[2].name.default, dict(terms[2].name.by_language)) == (
        "China",
        {"en": "China", "zh": "中国"},
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]"])
def test_an_empty_vocabulary_is_accepted(text):
    assert topics(text) == ([], [])
    assert sources(text) == ([], [])


@pytest.mark.parametrize("key", ["description", "media_topic", "topics"])
@pytest.mark.parametrize("value", ["", "''", "[]", "{}"])
def test_an_optional_key_that_is_empty_is_as_if_absent(key, value):
    with_key, without = (
        topics(f"- slug: a\n  name: A\n  {key}: {value}\n"),
        topics("- slug: a\n  name: A\n"),
    )
    assert with_key == without


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("slug: a\nname: A\n", (1, None, "wrong-type")),
        ("just words\n", (1, None, "wrong-type")),
        ("- a\n", (1, None, "wrong-type")),
        ("- slug: a\n  name: A\n- [b]\n", (3, None, "wrong-type")),
        ("- name: A\n", (1, "slug", "missing-field")),
        ("- slug: a\n", (1, "name", "missing-field")),
        ("# first\n- slug:\n  name: A\n", (2, "slug", "empty-field")),
        ("- slug: a\n  name: {}\n", (2, "name", "empty-field")),
        ("- slug: a\n  name: ''\n", (2, "name", "empty-field")),
        ("- slug: a\n  name: [A]\n", (2, "name", "wrong-type")),
        ("- slug: a\n  name: {english: A}\n", (2, "name.english", "bad-language")),
        ("- slug: a\n  name:\n    en: A\n    fa: ''\n", (4, "name.fa", "empty-field")),
        ("- slug: Not A Slug\n  name: A\n", (1, "slug", "bad-slug")),
        ("- slug: a\n  name: A\n  topics: b\n", (3, "topics", "wrong-type")),
        ("- slug: a\n  name: A\n  topics: [b]\n", (3, None, "wrong-type")),
        ("- slug: a\n  name: A\n  topics:\n  - {slug: b}\n", (4, "name", "missing-field")),
        ("- slug: a\n  name: A\n  regions: []\n", (3, "regions", "unknown-key")),
        ("- slug: a\n  name: A\n  code: IR\n", (3, "code", "unknown-key")),
        ("- slug: a\n  name: A\n  media_topic: '11000000'\n", (3, "media_topic", "bad-code")),
        ("- slug: a\n  name: A\n  name: B\n", (3, "name", "duplicate-key")),
        ("- slug: a\n  name: &n A\n", (2, "name", "yaml-alias")),
        ("- slug: a\n name: A\n", (2, None, "yaml-syntax")),
        ("- slug: a\n  name: x\x07\n", (2, None, "control-character")),
        ('- slug: a\n  name: "x\\a"\n', (2, "name", "control-character")),
    ],
)
def test_a_fault_in_topics_is_reported_on_its_line(text, row):
    assert found(topics(text)[1]) == [row]


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("ir", "write IR"),
        ("EU", "ISO 3166-1 alpha-2, such as IR"),
        ("IRN", "ISO 3166-1 alpha-2, such as IR"),
        ("ZZ", "ISO 3166-1 alpha-2, such as IR"),
    ],
)
def test_a_code_must_be_that_of_a_country(code, hint):
    _, (problem,) = regions(f"- {{slug: a, name: A, code: {code}}}\n")
    assert (problem.code, problem.hint) == ("bad-code", hint)


def test_norway_is_a_country():
    assert regions("- {slug: norway, name: Norway, code: NO}\n")[0][0].code == "NO"


def test_a_term_with_a_fault_is_still_known_so_that_articles_are_not_faulted_for_it():
    terms, problems = topics("- slug: a\n  nam: A\n  topics:\n  - {slug: b, name: B}\n")
    assert [(t.slug, t.parent) for t in terms] == [("a", None), ("b", "a")]
    assert found(problems) == [(1, "name", "missing-field"), (2, "nam", "unknown-key")]


def test_a_source_is_read_with_its_domains_in_lower_case_and_without_www():
    (source,), problems = sources("""\
- slug: courier
  name: {en: The Courier, fa: پیک}
  url: https://www.courier.example
  domains: [WWW.Courier.example, courier.test]
  lang: EN
  description: A paper.
""")
    assert problems == []
    assert [d.text for d in source.domains] == ["courier.example", "courier.test"]
    assert (source.lang, source.description.default) == ("en", "A paper.")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("- slug: a\n  name: A\n", (1, "url", "missing-field")),
        ("- slug: a\n  url: https://a.example\n", (1, "name", "missing-field")),
        ("- name: A\n  url: https://a.example\n", (1, "slug", "missing-field")),
        ("- slug: a\n  name: A\n  url: a.example\n", (3, "url", "bad-address")),
        (
            "- slug: a\n  name: A\n  url: https://a.example\n  lang: xx\n",
            (4, "lang", "bad-language"),
        ),
        (
            "- slug: a\n  name: A\n  url: https://a.example\n  domains: [https://a.example]\n",
            (4, "domains", "bad-address"),
        ),
        (
            "- slug: a\n  name: A\n  url: https://a.example\n  domains: localhost\n",
            (4, "domains", "bad-address"),
        ),
        (
            "- slug: a\n  name: A\n  url: https://a.example\n  rights: licensed\n",
            (4, "rights", "unknown-key"),
        ),
        (
            "- slug: a\n  name: A\n  url: https://a.example\n  domains: {a: b}\n",
            (4, "domains", "wrong-type"),
        ),
    ],
)
def test_a_fault_in_sources_is_reported_on_its_line(text, row):
    assert found(sources(text)[1]) == [row]


def test_the_front_page_may_be_planned_in_part():
    plan, problems = front("lead: a\nseconds: [b, c]\n")
    assert problems == []
    assert (plan.lead.text, [s.text for s in plan.seconds], plan.topics) == ("a", ["b", "c"], ())
    assert front("")[1] == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("- a\n", (1, None, "wrong-type")),
        ("lead: Not A Slug\n", (1, "lead", "bad-slug")),
        ("lead: [a]\n", (1, "lead", "wrong-type")),
        ("seconds: a\n", (1, "seconds", "wrong-type")),
        ("seconds: [a, a]\n", (1, "seconds", "duplicate-entry")),
        ("leed: a\n", (1, "leed", "unknown-key")),
    ],
)
def test_a_fault_in_the_plan_is_reported_on_its_line(text, row):
    assert found(front(text)[1]) == [row]
