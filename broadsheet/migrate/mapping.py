"""Which field of ours each key of another generator feeds, and why others feed none."""

from __future__ import annotations

from typing import Final

ROLES: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title",),
    "date": (
        "date",
        "published_at",
        "publishdate",
        "publish_date",
        "pubdate",
        "date_published",
        "created",
        "created_at",
    ),
    "updated": (
        "updated",
        "modified",
        "lastmod",
        "last_modified_at",
        "last_modified",
        "last_updated",
        "date_modified",
        "updated_at",
    ),
    "byline": ("author", "authors", "byline"),
    "summary": ("summary", "description", "excerpt", "abstract", "teaser", "lead"),
    "slug": ("slug",),
    "address": (
        "permalink",
        "url",
        "path",
        "aliases",
        "alias",
        "redirect_from",
        "save_as",
    ),
    "topics": ("topics", "topic", "tags", "tag", "categories", "category", "keywords"),
    "regions": ("regions", "region", "countries", "country", "places", "locations", "location"),
    "status": ("status", "draft", "published"),
    "lang": ("lang", "language", "locale"),
    "photo": (
        "photo",
        "image",
        "cover",
        "featured_image",
        "featuredimage",
        "feature_image",
        "hero",
        "header",
        "thumbnail",
        "thumb",
        "images",
        "og_image",
    ),
    "photo.caption": ("image_caption", "photo_caption", "cover_caption", "caption"),
    "photo.credit": (
        "image_credit",
        "photo_credit",
        "cover_credit",
        "credit",
        "attribution",
        "image_attribution",
    ),
    "photo.alt": ("image_alt", "photo_alt", "cover_alt", "alt", "thumbnail_alt"),
    "source.url": (
        "link",
        "external_link",
        "external_url",
        "original_url",
        "source_url",
        "canonical",
        "canonical_url",
        "canonicalurl",
    ),
    "source.name": ("source", "source_name", "publication"),
    "related": ("related", "related_posts", "related_articles", "see_also"),
}
"""A field and the keys that feed it, the first that gives something before the others."""

ROLE_OF: Final = {key: role for role, keys in ROLES.items() for key in keys}

PHOTO_PARTS: Final = {
    "file": ("image", "file", "src", "url", "path", "overlay_image", "teaser", "feature"),
    "caption": ("caption", "title"),
    "credit": ("credit", "attribution", "credits", "source"),
    "alt": ("alt", "alttext", "image_alt", "image_description"),
}
"""The same inside of a mapping that is a photo."""

_LOOKS: Final = "how the page looked: our pages follow the theme"
_SERIES: Final = "a series has no field yet: name the other parts in `related`"
_OTHER_TEXTS: Final = "the format has one title and one summary"
WHY_NOT: Final = {
    **dict.fromkeys(
        """layout template type weight toc math comments classes css js javascript theme menu
        sidebar share navigation comment_status display show noindex sitemap outputs markup
        auto_id no_toc hidetoc showtoc mathjax katex featured pin pinned sticky order
        position hidden""".split(),
        _LOOKS,
    ),
    **dict.fromkeys(["series", "series_index", "part", "collection"], _SERIES),
    **dict.fromkeys(["subtitle", "linktitle", "short_title", "headline"], _OTHER_TEXTS),
}
NO_FIELD: Final = "no field of ours is meant for it"
EMPTY: Final = "it is empty"
