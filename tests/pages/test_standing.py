"""Standing pages, and the page for an address at which nothing stands."""

from tests.build_model import a_config, a_standing, pages, publish, some_articles


def test_a_standing_page_stands_at_the_root():
    made = pages(publish(standing=(a_standing("about", summary="Who."),)))

    page = made["about/"]
    assert (page.path, page.data.title, page.data.body) == (
        "about/index.html", "About", "<p>Who we are.</p>",
    )  # fmt: skip
    assert page.data.head.description == "Who."


def test_without_a_summary_its_beginning_describes_it():
    made = pages(publish(standing=(a_standing(),)))

    assert made["about/"].data.head.description == "Who we are."


def test_its_translations_lead_to_each_other():
    persian = a_standing("darbare", lang="fa", translation_of="about")

    made = pages(publish(standing=(a_standing(), persian)))

    assert [link.lang for link in made["about/"].data.translations] == ["fa"]
    assert made["darbare/"].data.dir == "rtl"
    assert made["about/"].data.head.alternates == made["darbare/"].data.head.alternates
    assert made["about/"].data.head.alternates[0][0] == "en"


def test_the_footer_names_pages_in_the_language_of_the_site_only():
    persian = a_standing("darbare", lang="fa", translation_of="about")

    facts = publish(standing=(a_standing(), persian)).facts

    assert [link.url for link in facts.standing] == ["about/"]


def test_a_draft_that_is_shown_is_marked_and_not_for_search_engines():
    made = pages(publish(standing=(a_standing(state="draft"),)))

    assert made["about/"].data.mark == "Draft"
    assert not made["about/"].data.head.index


def test_the_404_page_offers_the_newest_stories_and_is_not_for_search_engines():
    made = pages(publish(*some_articles(7)))

    page = made["404.html"]
    assert page.path == "404.html"
    assert [card.slug for card in page.data.latest] == [f"story-{n}" for n in (7, 6, 5, 4, 3)]
    assert not page.data.head.index


def test_page_url_places_standing_pages():
    config = a_config(PAGE_URL="pages/{lang}/{slug}.html", PAGE_SAVE_AS="pages/{lang}/{slug}.html")

    made = pages(publish(standing=(a_standing(),), config=config))

    assert made["pages/en/about.html"].path == "pages/en/about.html"
