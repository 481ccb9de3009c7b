"""The fixed lines of newspapers: their labels in nine languages, as one table.

A label stands at the beginning of a line and belongs to the field whose value follows it, on the
same line or on the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LABELS: Final[dict[str, str]] = {
    # English | Russian | Ukrainian | Persian | Arabic | German | French | Spanish | Chinese
    "original": """
        original|
        original url|original address|original link|original article|originally published at|
        url|link|source url|source link|read the original|
        оригинал|оригинал статьи|ссылка на оригинал|ссылка|адрес оригинала|адрес|
        оригінал|оригінал статті|посилання на оригінал|посилання|адреса оригіналу|
        نشانی اصلی|پیوند اصلی|لینک اصلی|نشانی|لینک خبر|لینک مطلب|پیوند|آدرس اصلی|
        الرابط الأصلي|رابط المقال|رابط الخبر|الرابط|رابط المصدر|المقال الأصلي|
        originaladresse|original-url|originallink|originalartikel|link zum original|adresse|
        adresse d’origine|adresse originale|url d’origine|lien d’origine|lien original|
        article original|lien|
        url original|enlace original|dirección original|artículo original|enlace|
        原文链接|原文地址|原文网址|原文連結|链接|网址|原文""",
    "related": """
        related article|related articles|related|related story|related stories|related news|
        read more|read also|also read|read next|see also|more on this|more on this story|
        читайте также|читать также|по теме|материалы по теме|смотрите также|ещё по теме|
        читайте также по теме|
        читайте також|читати також|за темою|матеріали за темою|дивіться також|
        بیشتر بخوانید|مطالب مرتبط|مطلب مرتبط|خبر مرتبط|همچنین بخوانید|در همین زمینه|
        در این باره بخوانید|
        اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|اقرأ المزيد|مقالات ذات صلة|مقال ذو صلة|مواضيع ذات صلة|
        طالع أيضا|
        lesen sie auch|lesen sie mehr|mehr zum thema|zum thema|siehe auch|auch interessant|
        verwandter artikel|
        lire aussi|à lire aussi|voir aussi|à lire également|sur le même sujet|article lié|
        lea también|lee también|leer más|le puede interesar|te puede interesar|
        artículo relacionado|artículos relacionados|noticias relacionadas|vea también|
        相关阅读|相关报道|相关文章|相关新闻|延伸阅读|另见|参见""",
    "correction": """
        correction|corrections|clarification|corrected|
        исправление|уточнение|поправка|
        виправлення|уточнення|поправка|
        تصحیح|اصلاحیه|اصلاح|توضیح و اصلاح|
        تصحيح|تصويب|استدراك|
        korrektur|berichtigung|richtigstellung|korrekturhinweis|
        rectificatif|correction|précision|erratum|
        corrección|fe de errores|rectificación|fe de erratas|
        更正|更正说明|勘误|订正""",
    "updated": """
        updated|last updated|update|last modified|updated on|updated at|
        обновлено|обновлён|обновление|изменено|последнее обновление|дата обновления|
        оновлено|оновлення|змінено|останнє оновлення|
        به‌روزرسانی|به روز رسانی|بروزرسانی|به‌روز شده|به‌روزشده|آخرین به‌روزرسانی|تاریخ به‌روزرسانی|
        آخر تحديث|تم التحديث|تحديث|تاريخ التحديث|حُدّث|
        aktualisiert|aktualisiert am|zuletzt aktualisiert|zuletzt aktualisiert am|stand|
        mis à jour|mis à jour le|mise à jour|mise à jour le|modifié le|dernière mise à jour|
        actualizado|actualizado el|actualizada el|última actualización|actualización|
        更新|更新时间|更新于|最后更新""",
    "published": """
        published|published on|published at|date|posted|posted on|first published|
        опубликовано|дата|дата публикации|
        опубліковано|дата публікації|
        منتشر شده|تاریخ انتشار|انتشار|تاریخ|زمان انتشار|
        نشر في|نُشر في|تاريخ النشر|تم النشر|التاريخ|نشر|نشرت في|
        veröffentlicht|veröffentlicht am|erschienen am|datum|erstellt am|
        publié|publié le|date de publication|
        publicado|publicado el|publicada el|fecha|fecha de publicación|
        发布时间|发表时间|发布日期|日期|时间|发布|发表于|发布于""",
    "byline": """
        by|author|authors|written by|reporter|words|story by|report by|text|
        автор|авторы|текст|корреспондент|
        автор|автори|текст|кореспондент|
        نویسنده|نویسندگان|گزارش|گزارش از|خبرنگار|به قلم|نوشته|نوشتهٔ|نوشته‌ی|به گزارش|
        بقلم|كتب|كتبت|كتبه|الكاتب|الكاتبة|إعداد|تقرير|المحرر|مراسل|
        von|autor|autorin|autoren|text|text von|ein bericht von|
        par|auteur|auteurs|texte|texte de|
        por|autor|autora|autores|texto|texto de|
        作者|撰文|记者|文|撰稿|报道""",
    "source": """
        source|sources|agency|
        источник|источники|агентство|
        джерело|агентство|агенція|
        منبع|منابع|خبرگزاری|
        المصدر|مصدر|المصادر|وكالة|
        quelle|quellen|agentur|
        source|agence|
        fuente|fuentes|agencia|
        来源|稿件来源|消息来源|文章来源|通讯社""",
    "credit": """
        photo|photo by|photo credit|photos|photograph|picture|image|image credit|photo courtesy of|
        credit|picture credit|
        фото|фотография|автор фото|снимок|
        світлина|автор фото|фотографія|
        عکس|عکس از|عکاس|تصویر|تصویر از|
        تصوير|الصورة|صورة|المصور|مصدر الصورة|عدسة|
        foto|bild|fotos|fotograf|bildnachweis|bildquelle|
        crédit photo|crédit|photographie|photo de|
        fotografía|foto de|crédito|imagen|crédito de la foto|
        摄影|图片来源|图源|供图|图|摄|图片""",
    "caption": """
        caption|photo caption|picture caption|
        подпись|подпись к фото|на фото|на снимке|
        підпис|підпис до фото|на фото|на світлині|
        شرح عکس|زیرنویس عکس|توضیح عکس|
        تعليق الصورة|شرح الصورة|
        bildunterschrift|im bild|
        légende|légende photo|
        pie de foto|leyenda|
        图片说明|图说""",
}
"""What stands before a colon, by the field whose value follows."""

BARE: Final[dict[str, str]] = {
    "byline": """
        by|written by|story by|report by|
        به قلم|گزارش از|نوشتهٔ|نوشته‌ی|نوشته|
        بقلم|كتب|كتبت|كتبه|
        von|par|por|text von|ein bericht von|eine reportage von|texte de|texto de|від|
        记者|本报记者|撰文|作者|文/|文／""",
    "credit": """
        photo by|photos by|photo courtesy of|image by|picture by|courtesy of|
        عکس از|تصویر از|
        foto von|photo de|foto de|
        本报记者摄""",
}
"""What begins a line without a colon, where the rest of the line bears it out."""

ALONE: Final = """
    read more|related|related articles|related stories|see also|read also|also read|
    читайте также|по теме|материалы по теме|читайте також|за темою|
    بیشتر بخوانید|مطالب مرتبط|اقرأ أيضا|اقرأ أيضاً|مقالات ذات صلة|
    lesen sie auch|mehr zum thema|lire aussi|à lire aussi|sur le même sujet|
    lea también|le puede interesar|noticias relacionadas|相关阅读|相关报道|延伸阅读"""
"""Headings, on a line of their own, under which related articles stand."""

AMENDED: Final = re.compile(
    r"(?:this (?:article|story|piece|report) (?:has been|was) (?:amended|corrected|updated to "
    r"correct)|an earlier version of this|в более ранней версии|в предыдущей версии|"
    r"у попередній версії|در نسخه پیشین|در نسخهٔ پیشین|ورد في نسخة سابقة|"
    r"in einer früheren (?:version|fassung)|une version précédente de|"
    r"una versión anterior de|(?:此|本)文(?:此前|早前|较早)版本)",
    re.IGNORECASE,
)
"""How a correction without a label begins."""

FURNITURE: Final = frozenset(
    word.strip()
    for word in """
    advertisement|share|share this article|print|listen|sign up|subscribe|comments|
    реклама|поделиться|подписаться|реклама на сайте|поділитися|
    تبلیغات|اشتراک‌گذاری|إعلان|شارك|مشاركة|اعلان|
    anzeige|teilen|drucken|publicité|partager|imprimer|publicidad|compartir|imprimir|
    广告|分享|打印|收藏""".split("|")
)
"""What stands on a page for other reasons than the article."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at the beginning of a line, and what follows it."""

    kind: str
    words: str
    rest: str


def _phrases(table: str) -> list[str]:
    words = {word.strip() for word in table.split("|")}
    return sorted(filter(None, words), key=lambda word: (-len(word), word))


def _pattern(table: str) -> str:
    apart = r"[\s\u200c]+"
    spelt = (
        apart.join(re.escape(part) for part in re.split(r"[ \u200c]", phrase)).replace("’", "['’]")
        for phrase in _phrases(table)
    )
    return "|".join(spelt)


_MARK: Final = r"[*_\s\u200e\u200f]*"
_DATED: Final = {"correction": r"(?:,\s[^:：]{1,30})?"}
_COLON: Final = {
    kind: re.compile(
        rf"{_MARK}(?P<words>{_pattern(table)})(?:\s*\([^()]{{1,40}}\))?{_DATED.get(kind, '')}"
        rf"{_MARK}[:：]{_MARK}(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    )
    for kind, table in LABELS.items()
}
_BARE: Final = {
    kind: re.compile(
        rf"{_MARK}(?P<words>{_pattern(table)}){_MARK}(?:(?<=[/／])|(?<=[一-鿿])|\s)\s*(?P<rest>\S.*)",
        re.IGNORECASE | re.DOTALL,
    )
    for kind, table in {
        **BARE,
        "updated": LABELS["updated"],
        "published": LABELS["published"],
    }.items()
}
_ALONE: Final = re.compile(rf"{_MARK}#*\s*(?:{_pattern(ALONE)}){_MARK}[:：]?{_MARK}", re.IGNORECASE)


def label_of(text: str, *kinds: str) -> Label | None:
    """Find a label with its colon; the kinds are tried in the order given."""
    for kind in kinds:
        match = _COLON[kind].match(text)
        if match:
            rest = match["rest"].strip()
            return Label(kind, match["words"], rest.removesuffix("**").rstrip())
    return None


def bare_label(text: str, kind: str) -> Label | None:
    """Find a label without its colon; the caller looks whether the rest bears it out."""
    match = _BARE[kind].match(text)
    return Label(kind, match["words"], match["rest"].strip()) if match else None


UPDATED: Final = re.compile(rf"[,،;]\s+(?=(?:{_pattern(LABELS['updated'])})(?!\w))", re.IGNORECASE)
"""What parts the date of publication from that of the last change, where both are on one line."""


def heads_related(text: str) -> bool:
    """Tell whether a line alone announces related articles."""
    return bool(_ALONE.fullmatch(text.strip()))


def is_furniture(text: str) -> bool:
    """Tell whether a line is the page's own, such as `Advertisement`."""
    return text.strip(" *_#:.-—[]").lower() in FURNITURE
