"""Who wrote it: a line of names, people told apart from agencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from broadsheet.agency import is_agency
from broadsheet.clip.address import plain
from broadsheet.clip.wording import bare_label, label_of

_BETWEEN: Final = re.compile(
    r"\s*(?:[;؛、；|•·]|[,،，](?!\s*(?:jr|sr)\b)|(?<=\w)\s*[/／]\s*(?=\w))\s*"
    r"(?:(?:and|with|und|mit|et|avec|y|e|con|и|та|و|和)\s+)?"
    r"|\s+(?:and|with|und|et|avec|y|e|con|и|та|й|і|و|با|مع|&|for)\s+"
    r"|(?<=[一-鿿]{2})\s+(?=[一-鿿]{2})|(?<=[一-鿿])[和与](?=[一-鿿])",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"\s+(?:in|aus|à|en|из|в|в г\.|у|از|من|فی|في)\s+[A-ZÀ-ÞА-ЯЁЄІЇҐ\u0600-\u06ff].*$"
    r"|\s*<[^<>]*@[^<>]*>|\S+@\S+|\s+@\w+|\s*[(（][^()（）]*[)）]$|"
    r"\s*(?:선임|인턴|수습|객원)?(?:기자|특파원|논설위원|앵커)$"
)
_ROLES: Final = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|staff|bureau|chief|columnist|contributor|producer|"
    r"journalist|fellow|professor|lecturer|researcher|director|photographer|intern|blogger|analyst|"
    r"critic|freelancer?|newsroom|team|desk|ph\.?d|md|lead|head of [\w ]+|engineer|manager|"
    r"developer|"
    r"advocate|scientist|officer|president|founder|ceo|economist|specialist|strategist|consultant|"
    r"корреспондент|обозреватель|редактор|журналист|кореспондент|оглядач|журналіст|"
    r"خبرنگار|سردبیر|مراسل|محرر|korrespondent(?:in)?|redakteur(?:in)?|redaktion|"
    r"correspondante?|rédact\w+|envoyée? spéciale?|corresponsal|redactora?|enviad[oa] especial)\b"
    r"|记者|编辑|通讯员|特派员",
    re.IGNORECASE,
)
_PREFIX: Final = re.compile(
    r"^(?:기자\s|كتبت?\s*[-–:]|本报记者|特约记者|驻\w{1,6}记者|记者|خبرنگار|مراسلنا|فريق|"
    r"(?:(?:view )?all (?:posts|articles|stories)|(?:more )?(?:posts|articles|stories)) by\b|"
    r"(?:opinion|analysis|review|words|story|report(?:ing|ed)?|written|posted|published|text|"
    r"compiled|submitted|contributed|added|created|uploaded|words and pictures) by\b|"
    r"(?:verfasst|geschrieben|veröffentlicht|erstellt|eingestellt|gepostet|ein (?:artikel|"
    r"gastbeitrag|"
    r"beitrag|kommentar|interview)|text|fotos und text) von\b|"
    r"(?:publié|écrit|rédigé|propos recueillis|posté|texte) par\b|(?:un article )?de notre \w+\b|"
    r"(?:escrito|publicado|redactado|texto|enviado|postado|escrita|publicada) por\b|"
    r"(?:scritto|pubblicato|a cura|articolo) d[ai]\b|(?:geschreven|geplaatst|gepubliceerd) door\b|"
    r"(?:опубликовал|написал|автор|подготовил)[аи]?\b|(?:door|av|oleh|przez|penulis|redaktor|autore|"
    r"autor(?:in|a|es)?|auteurs?|författare|yazan|haber|muhabir|editör|szerző|skribent|текст|"
    r"tekst|foto und text|redaktion|interview)\s*:?(?=\s)|"
    r"(?:von|by|par|por|text|story|words|autor|author|posted|written)\b|[-–—:：.~\s]+)\s*",
    re.IGNORECASE,
)
_ADDRESSES: Final = re.compile(
    r"\s*[(（<\[]?\s*(?:https?://|www\.|mailto:|\S+@)[^\s()（）<>\[\]]+\s*[)）>\]]?"
)
_LOWER: Final = re.compile(
    r"^\s*(?:di|da|door|av|af|de|przez|oleh|od|от)\s+(?=[A-ZÀ-ÞА-ЯŁŚŻÇĞİÖŞÜ])"
)
"""How bylines begin in more languages; with a capital these are parts of names."""
_EMPLOYER: Final = re.compile(r"(?<=\w\w)\s+for\s+(?P<who>[^,;|]+)(?=[,;|]|$)", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\s*[(（](?:(?:avec|mit|with|con|com|с|і)\s+)?([^()（）]+)[)）]$")
_CHATTER: Final = re.compile(
    r"\b(?:edited by|editing|updated|published|posted|share|comments?|follow|hours? ago|"
    r"min(?:ute)?s? (?:read|ago)|"
    r"days? ago|read more|subscribe|sign (?:in|up)|print|email|facebook|twitter|"
    r"photos?(?: by)?|photographs?|images?|video|advertisement|view|click|article|news)\b",
    re.IGNORECASE,
)
"""What stands beside names in a byline, and in no name."""
_BESIDE: Final = re.compile(
    r"(?:(?:senior|junior|chief|staff|special|political|deputy|managing|executive|contributing|"
    r"associate|assistant|news|sports|business|science|foreign|national|local|digital|technology|health|education|environment|"
    r"economics|culture|arts|travel|city|crime|court|europe|asia|africa|us|uk|world|diplomatic|"
    r"investigative|features|food|media|money|legal|transport|climate|data|security|defen[cs]e)\s+)*$",
    re.IGNORECASE,
)
"""What comes before a role."""
_SHORT_FORM: Final = re.compile(r"\b(?:jr|sr|[A-Z])$", re.IGNORECASE)
_WIRED: Final = re.compile(r"(?P<agency>\w{2,8}[社网])记者[\s:：]*(?P<names>\S.*)")
"""`新华社记者 …`: whom the reporters work for."""
_REPORTS: Final = re.compile(r"^به گزارش\s+")
_DESK: Final = re.compile(
    r"(?:la\s+)?rédaction|redacción|redaktion|agencias|staff|newsroom|staff and agencies|"
    r"редакция|редакція|تحریریه|التحرير|编辑部",
    re.IGNORECASE,
)
"""Who signs where nobody does."""
_TOWNS: Final = frozenset(
    name.strip()
    for name in """
    New York|Los Angeles|San Francisco|Hong Kong|New Delhi|Tel Aviv|Buenos Aires|Mexico City|
    Cape Town|Kuala Lumpur|Las Vegas|San Diego|St. Petersburg|Abu Dhabi|Addis Ababa|New Orleans|
    Washington DC|Saudi Arabia|South Korea|North Korea|South Africa|New Zealand|United States|
    United Kingdom|São Paulo|Rio de Janeiro|San José|San Juan|San Salvador|Santo Domingo|
    La Paz|La Habana|Den Haag|The Hague|Novi Sad|Banja Luka|Phnom Penh|Sri Lanka|Costa Rica|
    Puerto Rico|El Salvador|St. Louis|Salt Lake City|Kansas City|Quebec City|Ho Chi Minh City|
    Нью-Йорк|Нижний Новгород|Ростов-на-Дону|Кривой Рог|Кривий Ріг""".replace("\n", "").split("|")
)
"""Places of two words that stand behind names in bylines, and look like names."""
_WORDS: Final = 6
_LONGEST: Final = 60
_ENDING: Final = re.compile(r"[?!…。؟]$|\w{4,}[.]$")
_CASED: Final = re.compile(r"[A-Za-zÀ-ÿА-Яа-яЁёЄєІіЇїҐґ]")


@dataclass(frozen=True, slots=True)
class Byline:
    """The names of a byline in their order; `roles` are the parts that are no names."""

    names: tuple[str, ...]
    roles: tuple[str, ...]
    confidence: float

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies among the names."""
        return tuple(name for name in self.names if is_agency(name))


def read_byline(text: str) -> Byline | None:
    """Read a line that begins as bylines do, or names nothing but agencies."""
    words = plain(text)
    label = label_of(words, "byline")
    if label and label.rest:
        return _names(label.rest, 0.95)
    bare = bare_label(words, "byline")
    if bare:
        return _names(bare.rest, 0.95)
    wired = _WIRED.fullmatch(words)
    if wired and is_agency(wired["agency"]):
        return _names(wired["names"], 0.9)
    parts = [part for part in _BETWEEN.split(_REPORTS.sub("", words.strip(" -–—()（）"))) if part]
    names = [part for part in parts if not _DESK.fullmatch(part)]
    if names and all(map(is_agency, names)):
        desks = tuple(part for part in parts if part not in names)
        return Byline(tuple(names), desks, 0.85)
    return None


def read_persons(text: str) -> tuple[str, ...]:
    """Read a line of nothing but persons' names: `Jane Roe in Kyiv and John Doe`; none else."""
    parts = [part for part in _BETWEEN.split(plain(text).strip(" *_")) if part]
    names = [_TAIL.sub("", part).strip(" .,،") for part in parts]
    return tuple(names) if all(map(is_person, names)) else ()


def names_in(words: str) -> Byline | None:
    """Read words that are known to be a byline, with or without the `By` it begins with."""
    line = _ADDRESSES.sub(" ", plain(words))
    employer = _EMPLOYER.search(line)
    if employer and not is_agency(employer["who"]):
        before = line[: employer.start()]
        if not is_person(_name(_BETWEEN.split(before)[-1])):
            return None  # an organisation for something
        line = before + line[employer.end() :]
    line = _LOWER.sub("", line)
    bare = bare_label(line, "byline")
    return _names(bare.rest if bare else line, 0.9)


def _names(rest: str, confidence: float) -> Byline | None:
    """Read names; None when the rest of the line is a sentence."""
    words = rest.strip(" *_")
    if _ENDING.search(words) and not is_agency(words):
        return None
    names: list[str] = []
    roles: list[str] = []
    for part in filter(None, map(str.strip, _BETWEEN.split(words))):
        found, left = _parted(part)
        names += found
        if left or not found:
            if not names and not (left and _ROLES.search(left)):
                return None
            roles.append(left or part)
    places = _places(names)
    roles += places
    unique = tuple(dict.fromkeys(name for name in names if name not in places))
    sure = confidence if not roles else confidence - 0.1
    return Byline(unique, tuple(roles), sure) if unique else None


def _places(names: list[str]) -> list[str]:
    """Find single words behind whole names: `Jane Roe, Vienna` names a place, not a second one."""
    whole = next((index for index, name in enumerate(names) if is_person(name)), len(names))
    return [
        name
        for name in names[whole:]
        if (" " not in name and _CASED.match(name) and not is_agency(name)) or name in _TOWNS
    ]


def _parted(part: str) -> tuple[list[str], str]:
    """Part what stands between two commas into its names, at most two, and a role."""
    within = _BRACKETED.search(part)
    if within and is_agency(within[1]):
        return _parted(part[: within.start()])[0] + [within[1]], ""
    name = part if is_agency(part) else _name(part)
    if is_agency(name):
        return [name], ""
    role = _ROLES.search(name)
    if role:
        found = _beside_role(name, role)
        return found, "" if found else name
    last = _agency_behind(name)
    if last:
        return [name[: -len(last)].strip(), last], ""
    return ([name], "") if _may_be_name(name) else ([], "")


def _beside_role(name: str, role: re.Match[str]) -> list[str]:
    """Find the person, and the agency, before a role or behind it."""
    before = _BESIDE.sub("", name[: role.start()]).strip(" .,-–—")
    behind = name[role.end() :].strip(" .,:-–—")
    person = next((text for text in (behind, before) if is_person(text)), None)
    agencies = [text for text in (before, behind) if is_agency(text)]
    return [person, *agencies] if person else agencies


def _name(part: str) -> str:
    """Take what is no part of a name off both its ends."""
    before, name = "", part
    while before != name:
        before, name = name, _PREFIX.sub("", name)
    name = _TAIL.sub("", name).strip(" ,،*_–—-|/:")
    return name if _SHORT_FORM.search(name.rstrip(".")) else name.rstrip(".")


def _agency_behind(name: str) -> str | None:
    """Find the agency that stands behind a person's name without a comma."""
    words = name.split()
    for count in (1, 2, 3):
        last = " ".join(words[-count:])
        if len(words) >= count + 2 and is_agency(last) and is_person(" ".join(words[:-count])):
            return last
    return None


def is_person(text: str) -> bool:
    """Tell whether a text looks like the name of one person: two to four words, each capital."""
    words = text.split()
    cased = [word for word in words if _CASED.match(word)]
    initials = [word for word in words if len(word) > 2 and word.isupper()]  # noqa: PLR2004
    return (
        2 <= len(words) <= 4  # noqa: PLR2004  a first and a last name, or two of each
        and len(cased) == len(words)
        and len(initials) in (0, len(words))
        and all(
            word[0].isupper() or word in ("van", "von", "de", "der", "al", "bin", "la")
            for word in words
        )
        and not any(char.isdigit() or char == ":" for char in text)
    )


def _may_be_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > _WORDS or len(text) > _LONGEST or any(map(str.isdigit, text)):
        return False
    if _CHATTER.search(text) or re.search(r"[:：;!?@=<>{}\[\]\\#]", text):
        return False
    first = words[0][0]
    if _CASED.match(first):
        return first.isupper() or words[0] in ("van", "von", "de", "dpa", "epd", "al")
    return first.isalpha()
