"""Small digests: one with something of everything, one with a single article, one with none."""

from tests.site.building import Files

TOPICS = """\
- slug: politics
  name: {en: Politics, fa: سیاست}
  description: Governments & their rules.
  media_topic: medtop:11000000
  topics:
    - {slug: elections, name: Elections}
- {slug: silence, name: Silence, description: Nothing is filed here.}
"""
REGIONS = """\
- slug: middle-east
  name: Middle East
  regions:
    - {slug: iran, name: {en: Iran, fa: ایران}, code: IR}
- {slug: norway, name: Norway, code: NO}
"""
SOURCES = """\
- slug: gazette
  name: The Gazette
  url: https://gazette.example.org
  domains: [gazette.example.org]
  lang: en
- slug: quiet
  name: The Quiet Paper
  url: https://quiet.example.org
  domains: [quiet.example.org]
"""
DATA: Files = {
    "data/topics.yaml": TOPICS,
    "data/regions.yaml": REGIONS,
    "data/sources.yaml": SOURCES,
}
PLAIN = """\
---
title: {title}
date: {date}
source:
  name: {source}
  url: https://gazette.example.org/{slug}
topics: [{topic}]
regions: [{region}]
summary: {summary}
---
{body}
"""


def article(  # noqa: PLR0913  the fields of an article
    slug: str,
    *,
    title: str = "A plain story",
    date: str = "2022-12-01",
    source: str = "The Gazette",
    topic: str = "politics",
    region: str = "iran",
    summary: str = "What happened, in a sentence.",
    body: str = "A paragraph.",
) -> Files:
    """Write a valid article; each test changes what it is about."""
    text = PLAIN.format(
        title=title,
        date=date,
        source=source,
        slug=slug,
        topic=topic,
        region=region,
        summary=summary,
        body=body,
    )
    return {f"articles/{slug}.md": text}


PICTURED = """\
---
title: "Ministers & \\"friends\\" <meet> at 1984"
date: 2022-12-18T09:30:00+03:30
updated: 2022-12-20
aliases: [once-pictured]
byline: [Agence Example, Ada Lovelace]
source: {url: "https://gazette.example.org/a?b=1&c=2"}
photo:
  - {file: square.png, caption: A square., credit: Ada via Agency, alt: Grey., rights: own}
  - file: square.png
    caption: Again.
    credit: Draughtsman
    alt: The same square.
    rights: own
    license: CC-BY-4.0
  - {credit: Somebody via ZUMA, caption: Not shown here.}
related:
  - plain-1
  - {title: Outside, url: "https://outside.example.org/x"}
  - {title: Not found yet}
topics: [elections, politics]
regions: [iran, norway]
corrections:
  - {date: 2022-12-21, kind: correction, text: It was <so>., was: It was not., serious: true}
  - {date: "2022-12-21T10:00:00+00:00", kind: update, text: There is news.}
  - {date: 2022-12-22, kind: clarification, text: This was meant.}
---
## A heading

A [link](../plain-1.md), a [page](../../pages/about.md), one
[outside](https://elsewhere.example.net/) and
![a grey square](../../photos/square.png)

- one
- two[^1]

| a | b |
| - | - |
| 1 | 2 |

> Quoted.

```
code
```

[^1]: A footnote.
"""
PERSIAN = """\
---
title: خبری از تهران
date: 2022-12-19
lang: fa
translation_of: pictured
source: {name: The Gazette, url: "https://gazette.example.org/fa"}
topics: [politics]
regions: [iran]
summary: یک جمله دربارهٔ خبر.
---
متن خبر.
"""
GONE = """\
---
title: خبری که نبود
date: 2022-12-17
lang: fa
source: {name: The Gazette, url: "https://gazette.example.org/gone"}
topics: [politics]
regions: [iran]
status: withdrawn
withdrawn: {date: 2022-12-18, reason: It was not so.}
---
متن خبر.
"""
PAST = """\
---
title: A story that has expired
date: 2022-12-16
expires: 2022-12-18
source: {name: The Gazette, url: "https://gazette.example.org/past"}
topics: [politics]
regions: [iran]
photo: {file: square.png, caption: A square., credit: Ada via Agency, alt: Grey., rights: own}
corrections: {date: 2022-12-17, kind: note, text: A word more.}
---
A text that is gone.
"""
DRAFT = """\
---
title: Not yet
status: draft
---
"""
ABOUT = """\
---
title: About
---
Who we are. See [Iran](/regions/iran/).
"""
ABOUT_FA = """\
---
title: درباره
lang: fa
translation_of: about
---
ما که هستیم.
"""

# 8 × 8 pixels of one grey
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000008000000080800000000e164e1570000000e49444154"
    "78da6368800206ca18008084200110e86a170000000049454e44ae426082"
)

ONE: Files = {**DATA, **article("only")}
EMPTY: Files = DATA
SMALL: Files = {
    **DATA,
    **{
        path: text
        for number in range(1, 9)
        for path, text in article(
            f"plain-{number}",
            title=f"Plain story {number}",
            date=f"2022-{number + 3:02d}-1{number}",
            topic="elections" if number % 2 else "politics",
            region="norway" if number % 3 else "iran",
            source="An Unknown Paper" if number == 1 else "The Gazette",
        ).items()
    },
    **article("link-only", title="A link, with no text of ours", body=""),
    "articles/2022/pictured.md": PICTURED,
    "articles/2022/خبر.md": PERSIAN,
    "articles/later.md": DRAFT,
    "articles/gone.md": GONE,
    "articles/past.md": PAST,
    "pages/about.md": ABOUT,
    "pages/about-fa.md": ABOUT_FA,
    "photos/square.png": PNG,
    "files/note.txt": "A file that is copied as it is.",
}
