"""The press: what is due is made and nothing else, by however many processes, or not at all."""

import os
import shutil

import pytest
from msgspec.structs import replace

from broadsheet.errors import OutputError, RenderError, WorkerError
from broadsheet.fingerprint import OpaqueError
from broadsheet.output import Output, Written
from broadsheet.pages.page import Feed, Page
from broadsheet.plates import Plates
from broadsheet.press import NativeRenderer, Sheet, native_keys, no_keys, print_items
from broadsheet.progress import untracked
from broadsheet.render import Extras
from broadsheet.timings import Timings
from broadsheet.workers import Crew
from tests.build_folder import TEMPLATES, tree, write
from tests.build_model import a_body, a_config, publish, some_articles

ALONE = Crew()
EDITED = a_body(html="<p>Edited.</p>", excerpt="What happened.")


class Spy:
    """Renders as a theme of ours does, and notes what."""

    def __init__(self):
        self.rendered = []

    def __call__(self, publication):
        render = NativeRenderer(Extras())(publication)

        def noting(page):
            self.rendered.append(page.path)
            return render(page)

        return noting


class House:
    """A folder with a theme and an output, into which publications are printed."""

    def __init__(self, folder):
        self.folder, self.output = folder, folder / "output"
        texts = {f"{name}.html": "<p>{{ page.head.title }}</p>" for name in TEMPLATES}
        texts["article.html"] = "<h1>{{ page.card.title }}</h1>{{ page.body|safe }}"
        write(folder / "theme/templates", texts)
        write(folder / "theme/static", {"main.css": "p {}"})

    def publish(self, *articles, **settings):
        config = a_config(
            THEME=str(self.folder / "theme"),
            OUTPUT_PATH=str(self.output),
            CACHE_PATH=str(self.folder / "cache"),
            **settings,
        )
        return publish(*articles, config=config)

    def print(self, publication, crew=ALONE, renderer=None, keys=None, track=untracked, **options):
        """Print a publication; give what was written, and the paths that were rendered."""
        spy = renderer or Spy()
        output = Output(self.output, self.folder / "cache", **options)
        found = native_keys(publication, Extras()) if keys is None else keys
        plates = Plates(self.folder / "cache/plates", load=options.get("trust", True))
        sheet = Sheet(publication, spy, output.stage, plates)
        written = print_items(sheet, found, output, crew=crew, track=track, timings=Timings())
        return written, getattr(spy, "rendered", None)

    def times(self):
        return {path: path.stat().st_mtime_ns for path in files_below(self.output)}


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def paths_of(publication, kind=Page):
    return [item.path for item in publication.items if isinstance(item, kind)]


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


# --- what is due


def test_at_first_everything_is_made(house):
    publication = house.publish(*some_articles(3))

    written, rendered = house.print(publication)

    assert rendered == paths_of(publication)
    assert written == Written(written=len(publication.items), unchanged=0, removed=0)
    assert tree(house.output).keys() == {item.path for item in publication.items}


def test_nothing_is_made_again_when_nothing_has_changed(house):
    house.print(house.publish(*some_articles(3)))
    before = house.times()
    again = house.publish(*some_articles(3))

    written, rendered = house.print(again)

    assert rendered == []
    assert written == Written(written=0, unchanged=len(again.items), removed=0)
    assert house.times() == before


def test_after_an_edit_what_names_the_article_is_made(house):
    articles = some_articles(30)
    house.print(house.publish(*articles))
    edited = [replace(a, title="Edited") if a.slug == "story-20" else a for a in articles]
    publication = house.publish(*edited)

    _, rendered = house.print(publication)

    pages = (item for item in publication.items if isinstance(item, Page))
    assert rendered == [page.path for page in pages if "story-20" in page.articles]
    assert 1 < len(rendered) < len(paths_of(publication)) / 2


def test_after_a_text_was_edited_what_shows_it_is_made_and_what_differs_is_written(house):
    articles = some_articles(30)
    house.print(house.publish(*articles))
    before, times = tree(house.output), house.times()
    edited = [replace(a, body=EDITED) if a.slug == "story-20" else a for a in articles]
    publication = house.publish(*edited)

    written, rendered = house.print(publication)

    assert rendered == ["articles/story-20/index.html"]
    different = {path for path, data in tree(house.output).items() if before[path] != data}
    # no list shows a body, so none is made
    feeds = {path for path in paths_of(publication, Feed) if not path.endswith("rss.xml")}
    mine = {path for path in feeds if path.split("/")[1].startswith(("all", "topics", "regions"))}
    assert different - mine == {"articles/story-20/index.html"}
    assert written.written == len(different)
    touched = {path.relative_to(house.output).as_posix() for path, t in house.times().items()
               if times[path] != t}  # fmt: skip
    assert touched == different


def test_an_article_that_goes_takes_its_page_along(house):
    house.print(house.publish(*some_articles(3)))

    written, rendered = house.print(house.publish(*some_articles(2)))

    assert written.removed == 1
    assert not (house.output / "articles/story-3").exists()
    assert "articles/story-1/index.html" not in rendered


def test_only_pages_that_use_an_edited_template_are_made(house):
    publication = house.publish(*some_articles(3))
    write(house.folder / "theme/templates", {"topic.html": "{% include 'part.html' %}"})
    write(house.folder / "theme/templates", {"part.html": "one"})
    house.print(publication)
    write(house.folder / "theme/templates", {"part.html": "two"})

    written, rendered = house.print(publication)

    topics = [p.path for p in publication.items if isinstance(p, Page) and p.kind == "topic"]
    assert rendered == topics
    assert written.written == len(topics)


@pytest.mark.parametrize("plates", ["kept", "lost"])
@pytest.mark.parametrize("harm", ["deleted", "damaged", "of another time", "a link", "a folder"])
def test_a_file_that_is_not_as_it_was_left_is_made_again(house, harm, plates):
    publication = house.publish(*some_articles(3))
    house.print(publication)
    place = house.output / "topics/diplomacy/index.html"
    good, stamp = place.read_bytes(), place.stat()
    place.unlink()
    if harm == "damaged":
        place.write_bytes(b"x" * len(good))
        os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    elif harm == "of another time":
        place.write_bytes(good)
    elif harm == "a link":
        place.symlink_to(house.output / "index.html")
    elif harm == "a folder":
        place.mkdir()

    if plates == "lost":
        shutil.rmtree(house.folder / "cache/plates")

    written, rendered = house.print(publication)

    # what holds the right bytes need not be made again, whenever it was written
    due = [] if harm == "of another time" else ["topics/diplomacy/index.html"]
    assert rendered == (due if plates == "lost" else [])
    assert written.written == len(due)
    assert place.read_bytes() == good
    assert not place.is_symlink()


def test_everything_is_made_when_the_cache_is_not_to_be_trusted(house):
    publication = house.publish(*some_articles(3))
    house.print(publication)

    written, rendered = house.print(publication, trust=False)

    assert rendered == paths_of(publication)
    assert written.written == 0


def test_a_lost_output_is_made_again_without_rendering(house):
    publication = house.publish(*some_articles(3))
    house.print(publication)
    before = {path: path.read_bytes() for path in files_below(house.output)}
    shutil.rmtree(house.output)

    written, rendered = house.print(publication)

    assert rendered == []
    assert written.written == len(before)
    assert {path: path.read_bytes() for path in files_below(house.output)} == before


def test_everything_is_made_when_nothing_is_known_and_written_where_it_differs(house):
    publication = house.publish(*some_articles(3))
    house.print(publication)
    times = house.times()
    unknown = no_keys(publication)

    written, rendered = house.print(publication, keys=unknown)

    assert unknown == {item.path: "" for item in publication.items}
    assert rendered == paths_of(publication)
    assert written.written == 0
    assert house.times() == times
    # and of what was made without a key nothing is believed later
    assert house.print(publication)[1] == paths_of(publication)
    assert house.print(publication)[1] == []


def test_a_file_to_copy_arrives_with_each_change(house):
    publication = house.publish(*some_articles(1))
    house.print(publication)
    source = house.folder / "theme/static/main.css"
    stamp = source.stat()
    source.write_text("q {}")
    os.utime(source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    written, rendered = house.print(publication)

    assert (house.output / "theme/main.css").read_text() == "q {}"
    assert written.written == 1
    assert rendered == []


def test_whoever_watches_sees_what_is_due_go_by(house):
    seen = []

    def track(things, doing):
        seen.append((len(things), doing))
        return things

    publication = house.publish(*some_articles(3))
    house.print(publication, track=track)
    (house.output / "index.html").unlink()
    house.print(publication, track=track)

    (first, *doing), (second, *again) = seen
    assert doing == again == ["Rendering"]
    assert first == len(publication.items)
    assert second <= 2  # that page, and a file to copy that was written a moment ago


def test_every_item_has_a_key(house):
    publication = house.publish(*some_articles(3))

    assert native_keys(publication, Extras()).keys() == {item.path for item in publication.items}


def test_there_are_no_keys_where_a_setting_is_code(house):
    with pytest.raises(OpaqueError, match="MINE"):
        native_keys(house.publish(MINE=len), Extras())


# --- by whom

MANY = 40
"""Articles of a site with more items than one process would do alone."""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_any_number_of_processes_makes_the_same_bytes(tmp_path, monkeypatch, method):
    monkeypatch.setenv("BROADSHEET_START_METHOD", method)
    made = []
    for workers in (1, 2, 3):
        house = House(tmp_path / str(workers))
        publication = house.publish(*some_articles(MANY))
        written, _ = house.print(
            publication, Crew(workers=workers), renderer=NativeRenderer(Extras())
        )
        assert written.written == len(publication.items)
        made.append((tree(house.output), *native_keys(house.publish(), Extras())))

    assert made[0] == made[1] == made[2]


def test_what_several_processes_made_one_need_not_make_again(house):
    publication = house.publish(*some_articles(MANY))
    house.print(publication, Crew(workers=2), renderer=NativeRenderer(Extras()))

    assert house.print(publication)[1] == []


# --- failures


class Failing:
    """Renders, but for one page."""

    def __init__(self, path, error):
        self.path, self.error = path, error

    def __call__(self, publication):
        render = NativeRenderer(Extras())(publication)

        def failing(page):
            if page.path == self.path:
                raise self.error
            return render(page)

        return failing


ERRORS = {
    "a template fails": RenderError("x/index.html", "x.html", "fails"),
    "the disk is full": OutputError("x/index.html", "no space left on device"),
    "Ctrl-C": KeyboardInterrupt(),
}


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("path", ["index.html", "articles/story-9/index.html", "404.html"])
def test_a_failure_leaves_the_output_and_no_stage(house, error, path):
    house.print(house.publish(*some_articles(MANY)))
    before, times = tree(house.output), house.times()
    edited = house.publish(*some_articles(MANY, title="Edited"))

    with pytest.raises(type(ERRORS[error])):
        house.print(edited, renderer=Failing(path, ERRORS[error]))

    assert tree(house.output) == before
    assert house.times() == times
    assert not list(house.output.glob(".*"))


def test_after_a_failure_what_is_due_is_made(house):
    house.print(house.publish(*some_articles(3)))
    edited = house.publish(*some_articles(3, title="Edited"))
    with pytest.raises(RenderError):
        house.print(edited, renderer=Failing("404.html", ERRORS["a template fails"]))

    written, rendered = house.print(edited)

    assert len(rendered) > 3
    assert written.written > 3
    assert b"Edited" in (house.output / "articles/story-1/index.html").read_bytes()


def test_a_failure_of_the_first_build_leaves_no_output(house):
    with pytest.raises(RenderError):
        house.print(house.publish(), renderer=Failing("404.html", ERRORS["a template fails"]))

    assert not house.output.exists()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_template_that_fails_in_another_process_is_told_with_its_page(house, monkeypatch, method):
    monkeypatch.setenv("BROADSHEET_START_METHOD", method)
    house.print(house.publish(*some_articles(MANY)))
    before = tree(house.output)
    publication = house.publish(*some_articles(MANY, title="Edited"))
    text = "{{ page.card.title }}{% if page.card.slug == 'story-9' %}{{ nothing }}{% endif %}"
    write(house.folder / "theme/templates", {"article.html": text})

    with pytest.raises(RenderError, match=r"articles/story-9/index\.html: template article\.html"):
        house.print(publication, Crew(workers=2), renderer=NativeRenderer(Extras()))

    assert tree(house.output) == before
    assert not list(house.output.glob(".*"))


class Dying:
    """Ends the process that renders one page."""

    def __call__(self, publication):
        def dying(page):
            if page.path == "articles/story-9/index.html":
                os._exit(3)
            return b"x"

        return dying


def test_a_worker_that_dies_leaves_the_output_and_no_stage(house):
    publication = house.publish(*some_articles(MANY))
    house.print(publication)
    before = tree(house.output)

    keys = no_keys(publication)
    with pytest.raises(WorkerError, match=r"articles/story-9/index\.html"):
        house.print(publication, Crew(workers=2), renderer=Dying(), keys=keys)

    assert tree(house.output) == before
    assert not list(house.output.glob(".*"))


def test_a_cache_that_cannot_keep_a_plate_leaves_the_output_as_it_was(house):
    house.print(house.publish(*some_articles(2)))
    before = {path: path.read_bytes() for path in files_below(house.output)}
    shutil.rmtree(house.folder / "cache/plates")
    (house.folder / "cache/plates").write_text("a file is in the way")

    with pytest.raises(OutputError):
        house.print(house.publish(*some_articles(3)))

    assert {path: path.read_bytes() for path in files_below(house.output)} == before
