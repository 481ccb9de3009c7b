"""Bylines, credits, addresses, languages, related articles: one line each."""

import pytest

from broadsheet.agency import agency_at_beginning, is_agency
from broadsheet.clip.address import cleaned, identity
from broadsheet.clip.byline import read_byline
from broadsheet.clip.credit import likeness, read_credit, split_caption, verbatim
from broadsheet.clip.language import detect_language
from broadsheet.clip.related import Related, read_related
from broadsheet.clip.suggestion import suggest_regions, suggest_topics
from broadsheet.read.vocabulary import RawName, RawTerm


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Roe", ["Jane Roe"]),
        ("By [AFP](#)", ["AFP"]),
        ("By Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
        (
            "By Jane Roe, John Doe and Max Poe, Reuters",
            ["Jane Roe", "John Doe", "Max Poe", "Reuters"],
        ),
        ("By [Jane Roe](https://a.example/jane) for AFP", ["Jane Roe", "AFP"]),
        ("By Jane Roe in Kyiv", ["Jane Roe"]),
        ("Ein Bericht von Dr. Erika Muster, Wien", ["Dr. Erika Muster"]),
        ("Redacción / EFE", ["EFE"]),
        ("به گزارش ایسنا", ["ایسنا"]),
        ("新华社记者 李例 王例", ["李例", "王例"]),
        ("By Jane Roe, Moscow correspondent", ["Jane Roe"]),
        ("By JANE ROE", ["JANE ROE"]),
        ("**By Jane Roe**", ["Jane Roe"]),
        ("AFP", ["AFP"]),
        ("Reuters, AP", ["Reuters", "AP"]),
        ("Автор: Иван Примеров", ["Иван Примеров"]),
        ("Текст: Иван Примеров и Анна Примерова", ["Иван Примеров", "Анна Примерова"]),
        ("Автор: Олена Приклад", ["Олена Приклад"]),
        ("نویسنده: مریم نمونه و رضا نمونه", ["مریم نمونه", "رضا نمونه"]),
        ("به قلم مریم نمونه", ["مریم نمونه"]),
        ("بقلم: ليلى مثال", ["ليلى مثال"]),
        ("كتب سعيد مثال", ["سعيد مثال"]),
        ("Von Erika Muster", ["Erika Muster"]),
        ("Par Camille Exemple, avec AFP", ["Camille Exemple", "AFP"]),
        ("Por Lucía Ejemplo y Pablo Muestra", ["Lucía Ejemplo", "Pablo Muestra"]),
        ("作者：李例、王例", ["李例", "王例"]),
        ("记者 李例 王例", ["李例", "王例"]),
        ("文/李例", ["李例"]),
    ],
)
def test_names_of_a_byline(text, names):
    assert list(read_byline(text).names) == names


@pytest.mark.parametrize(
    "text",
    [
        "By the end of the year the bridge was open.",
        "By 2030 every harbour needs a bridge",
        "Abby Roe",
        "Von Montag an fährt die Fähre wieder.",
        "Par exemple, la baguette.",
        "A bridge is opened",
    ],
)
def test_a_sentence_is_no_byline(text):
    assert read_byline(text) is None


def test_agencies_are_told_from_people_and_roles_are_kept_for_the_report():
    byline = read_byline("By Jane Roe, staff writer, and Agence France-Presse")

    assert byline.names == ("Jane Roe", "Agence France-Presse")
    assert byline.agencies == ("Agence France-Presse",)
    assert byline.roles == ("staff writer",)
    assert not is_agency("Jane Roe")


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("KYIV (Reuters) - The bridge is open.", "Reuters"),
        ("TEHRAN, Dec 18 (AFP) – The bridge is open.", "AFP"),
        ("Berlin (dpa) - Die Brücke ist offen.", "dpa"),
        ("МОСКВА, 18 декабря. /ТАСС/. Мост открыт.", "ТАСС"),
        ("МОСКВА, 18 дек — РИА Новости. Мост открыт.", "РИА Новости"),
        ("طهران (رويترز) – افتتح الجسر.", "رويترز"),
        ("新华社北京12月18日电 大桥通车。", "新华社"),
        ("КИЇВ. 1 липня. Інтерфакс-Україна – Міст відкрито.", "Інтерфакс-Україна"),
        ("BENGALURU, India (AP) — The bridge is open.", "AP"),
        ("The bridge is open, Reuters reports.", None),
        ("The bridge (see above) is open.", None),
    ],
)
def test_the_agency_where_a_text_begins(text, agency):
    assert agency_at_beginning(text) == agency


CREDITS = [
    # the line, creator, source, agency, via
    ("Kobe Li/Nexpher via ZUMA/Rex", "Kobe Li", None, "Nexpher", "ZUMA/Rex"),
    ("Iranian Presidency via ZUMA Press Wire", None, "Iranian Presidency", None, "ZUMA Press Wire"),
    ("AP Photo/Jane Roe", "Jane Roe", None, "AP", None),
    ("(AP Photo/Jane Roe, File)", "Jane Roe", None, "AP", None),
    ("Jane Roe/AFP via Getty Images", "Jane Roe", None, "AFP", "Getty Images"),
    ("REUTERS/Jane Roe", "Jane Roe", None, "REUTERS", None),
    ("Photo by Jane Roe/Getty Images", "Jane Roe", None, "Getty Images", None),
    ("Пресс-служба Президента РФ / ТАСС", None, "Пресс-служба Президента РФ", "ТАСС", None),
    ("Фото: Иван Примеров / ТАСС", "Иван Примеров", None, "ТАСС", None),
    ("picture alliance/dpa | Jane Roe", "Jane Roe", None, "picture alliance/dpa", None),
    ("Jane Roe, CC BY-SA 4.0, via Wikimedia Commons", "Jane Roe", None, None, "Wikimedia Commons"),
    ("© Jane Roe", "Jane Roe", None, None, None),
    ("Handout/Reuters", None, None, "Reuters", None),
    ("عکس: مریم نمونه / ایسنا", "مریم نمونه", None, "ایسنا", None),
    ("新华社记者李例摄", "李例", None, "新华社", None),
    ("Courtesy of NASA", None, "NASA", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "creator", "source", "agency", "via"), CREDITS)
def test_the_parts_of_a_credit(text, creator, source, agency, via):
    found = read_credit(text)

    assert (found.creator, found.source, found.agency, found.via) == (creator, source, agency, via)
    assert likeness(text) >= 0.9


def test_an_unknown_organisation_beside_a_creator_is_an_agency_where_its_name_says_so():
    assert read_credit("Jane Roe/Northern Pictures").agency == "Northern Pictures"
    assert read_credit("Anne Exemple / Agence Exemple").agency == "Agence Exemple"
    assert read_credit("Jane Roe/Harbour Museum").source == "Harbour Museum"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Photo: Jane Roe/AFP", "Jane Roe/AFP"),
        ("(AP Photo/Jane Roe)", "AP Photo/Jane Roe"),
        ("*Jane Roe / Reuters*", "Jane Roe / Reuters"),
        ("Jane Roe (left) / Reuters (right)", "Jane Roe (left) / Reuters (right)"),
    ],
)
def test_a_credit_is_kept_as_it_stands_without_its_label(text, kept):
    assert verbatim(text) == kept


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The bridge at dawn. (AP Photo/Jane Roe)", ("The bridge at dawn.", "AP Photo/Jane Roe")),
        ("The bridge at dawn. Photo: Jane Roe", ("The bridge at dawn.", "Photo: Jane Roe")),
        ("The bridge at dawn. © Jane Roe", ("The bridge at dawn.", "© Jane Roe")),
        ("The bridge at dawn. Jane Roe / Reuters", ("The bridge at dawn.", "Jane Roe / Reuters")),
        ("大桥在清晨通车。李例 摄", ("大桥在清晨通车。", "李例 摄")),
    ],
)
def test_a_credit_at_the_end_of_a_caption_is_parted_from_it(text, parts):
    assert split_caption(text) == parts


@pytest.mark.parametrize(
    "text", ["The bridge is open.", "It was opened (as planned). People came.", "Dr. Roe came."]
)
def test_a_caption_without_a_credit_stays_whole(text):
    assert split_caption(text) is None


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://a.example/1?utm_source=x&id=7&fbclid=1", "https://a.example/1?id=7"),
        ("https://a.example/1?gclid=1#top", "https://a.example/1"),
        ("https://a.example/1?ref=rss&smid=tw&mc_cid=2", "https://a.example/1"),
        ("https://a.example/1#:~:text=bridge", "https://a.example/1"),
        ("https://a.example/#!/story/7", "https://a.example/#!/story/7"),
        ("https://a.example/1?reference=7&a=%2F", "https://a.example/1?reference=7&a=%2F"),
        ("https://a.example", "https://a.example"),
    ],
)
def test_what_tracks_and_scrolls_is_removed(address, clean):
    assert cleaned(address) == clean


def test_addresses_of_one_page_have_one_identity():
    same = [
        "https://www.a.example/b/?y=2&x=1",
        "http://a.example/b?x=1&y=2#top",
        "https://m.a.example/b?x=1&y=2&utm_medium=mail",
    ]

    assert len(set(map(identity, same))) == 1
    assert identity("https://a.example/b?x=2") != identity(same[0])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge was opened and it is for all of the town.", "en"),
        ("Мост открыли, и это было не просто для города.", "ru"),
        ("Міст відкрили, і це було не просто для міста.", "uk"),
        ("این پل برای همهٔ شهر است و از امروز باز شد.", "fa"),
        ("هذا الجسر من أجل كل المدينة وقد افتتح في الصباح.", "ar"),
        ("Die Brücke ist offen und für die ganze Stadt da.", "de"),
        ("Le pont est ouvert et il est pour toute la ville.", "fr"),
        ("El puente está abierto y es para toda la ciudad.", "es"),
        ("大桥今天通车。", "zh"),
        ("橋が開通しました。", "ja"),
        ("다리가 열렸다.", "ko"),
        ("1986", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text, language):
    assert detect_language(text)[0] == language


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[A Bridge](#)", [Related("A Bridge")]),
        ("[A Bridge](/b?utm_source=c)", [Related("A Bridge", "https://a.example/b")]),
        ("[A](https://b.example/1), [B](#x)", [Related("A", "https://b.example/1"), Related("B")]),
        ("A Bridge https://b.example/1", [Related("A Bridge", "https://b.example/1")]),
        ("A Bridge Not Found Yet", [Related("A Bridge Not Found Yet")]),
    ],
)
def test_related_articles(text, found):
    assert read_related(text, "https://a.example/x/y") == found


REGIONS = [
    RawTerm(slug="iran", name=RawName("Iran"), line=1, code="IR"),
    RawTerm(slug="niger", name=RawName("Niger"), line=2, code="NE"),
    RawTerm(slug="russia", name=RawName("Russia"), line=3, code="RU"),
    RawTerm(slug="harbour", name=RawName("Harbour"), line=4),
]


@pytest.mark.parametrize(
    ("title", "text", "language", "slugs"),
    [
        ("Iranian drones", "Tehran says so.", "en", ("iran",)),
        ("Nigeria votes", "Nigeria, Nigerian voters, and Nigeria again.", "en", ()),
        ("Выборы в Иране", "Иранские власти и Тегеран.", "ru", ("iran",)),
        ("伊朗与俄罗斯", "伊朗外交部说。", "zh", ("iran", "russia")),
        ("", "Iran is named once.", "en", ()),
        ("The harbour", "", "en", ("harbour",)),
    ],
)
def test_regions_are_suggested_by_names_in_the_language_of_the_text(title, text, language, slugs):
    assert suggest_regions(title, text, language, REGIONS) == slugs


def test_topics_are_suggested_by_the_words_of_their_names():
    topics = [
        RawTerm(slug="sanctions", name=RawName("Sanctions", (("ru", "Санкции"),)), line=1),
        RawTerm(slug="weather", name=RawName("Weather"), line=2),
    ]

    assert suggest_topics("New sanctions", "", "en", topics) == ("sanctions",)
    assert suggest_topics("Новые санкции", "Без санкций.", "ru", topics) == ("sanctions",)


def test_topics_are_suggested_by_the_words_listed_with_them():
    topics = [
        RawTerm(
            slug="sanctions", name=RawName("Sanctions"), line=1, words=("asset freeze", "制裁")
        ),
        RawTerm(slug="weather", name=RawName("Weather"), line=2, words=("storm",)),
    ]

    assert suggest_topics("Asset freezes widened", "", "en", topics) == ("sanctions",)
    assert suggest_topics("新制裁生效", "", "zh", topics) == ("sanctions",)
    assert suggest_topics("A storm", "", "en", topics) == ("weather",)
    assert suggest_topics("An asset", "A freeze, an asset.", "en", topics) == ()


def test_initials_among_the_words_of_a_topic_are_found_as_they_are_written():
    topics = [RawTerm(slug="un", name=RawName("Nations"), line=1, words=("UN",))]

    assert suggest_topics("The UN votes", "", "en", topics) == ("un",)
    assert suggest_topics("Un volcán", "Un día, un volcán.", "es", topics) == ()
