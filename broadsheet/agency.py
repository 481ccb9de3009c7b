"""News agencies, told apart from people: their names and initials in the scripts of the press."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = """
    AFP|Agence France-Presse|Agence France Presse|AP|The Associated Press|Associated Press|Reuters|
    dpa|Deutsche Presse-Agentur|epd|KNA|SID|APA|Austria Presse Agentur|Keystone-SDA|SDA|ATS|
    TASS|ITAR-TASS|RIA Novosti|Interfax|Sputnik|Interfax-Ukraine|Ukrinform|UNIAN|UNN|BelTA|
    IRNA|ISNA|Tasnim|Tasnim News Agency|Mehr|Mehr News Agency|Fars|Fars News Agency|ILNA|
    Islamic Republic News Agency|Xinhua|Xinhua News Agency|China News Service|CNS|
    EFE|Agencia EFE|Europa Press|Télam|Notimex|Prensa Latina|ANSA|Adnkronos|AGI|Lusa|
    Agência Brasil|Anadolu|Anadolu Agency|AA|DHA|IHA|PTI|Press Trust of India|ANI|IANS|UNI|APP|
    Kyodo|Kyodo News|Jiji Press|Yonhap|KCNA|Bernama|Antara|VNA|PNA|
    SANA|SPA|Saudi Press Agency|WAM|Petra|MENA|KUNA|QNA|NNA|INA|BNA|WAFA|MAP|APS|TAP|
    ANP|Belga|TT|NTB|Ritzau|STT|BNS|LETA|PAP|CTK|ČTK|TASR|MTI|Hina|Tanjug|Beta|BTA|Agerpres|
    Thomson Reuters|AP News|Bloomberg News|La Presse Canadienne|Agence QMI|dpa-AFX|dpa-infocom|
    Keystone-ATS|AWP|Newsis|Yonhap News|Tribune News Service|TNS|News Agency of Nigeria|NAN|
    Ghana News Agency|GNA|UNB|BSS|Central News Agency|Dow Jones Newswires|NZ Newswire|Jiji|
    Press Trust of India (PTI)|Agence France-Presse (AFP)|Associated Press (AP)|Agencia Télam|
    MIA|ATA|AMNA|PA|PA Media|Press Association|Bloomberg|UPI|AAP|CP|The Canadian Press|
    Canadian Press|AFX|Trend|Azertac|Armenpress|Kazinform|
    АФП|Франс Пресс|Рейтер|Рейтерс|Ассошиэйтед Пресс|ТАСС|РИА Новости|РИА «Новости»|Интерфакс|
    Спутник|Укринформ|Укрінформ|УНІАН|УНИАН|УНН|Интерфакс-Украина|Інтерфакс-Україна|БелТА|
    Синьхуа|Сіньхуа|Рейтерз|Франс-Пресс|АП|ДПА|
    ایرنا|ایسنا|تسنیم|مهر|فارس|ایلنا|رویترز|آسوشیتدپرس|آسوشیتد پرس|خبرگزاری فرانسه|فرانس پرس|
    خبرگزاری ایرنا|خبرگزاری ایسنا|خبرگزاری تسنیم|خبرگزاری مهر|خبرگزاری فارس|خبرگزاری رویترز|
    شینهوا|تاس|خبرگزاری آلمان|
    رويترز|وكالة رويترز|فرانس برس|وكالة فرانس برس|أ ف ب|أ.ف.ب|أسوشيتد برس|أسوشييتد برس|أ ب|د ب أ|
    وكالة الأنباء الألمانية|الأناضول|وكالة الأناضول|سانا|واس|وام|بترا|كونا|شينخوا|تاس|
    وكالة الأنباء السعودية|إيرنا|إفي|
    新华社|中新社|中国新闻社|中新网|法新社|路透社|美联社|共同社|塔斯社|德新社|韩联社|埃菲社|安莎社|俄新社|
    中央社|合众国际社"""
_KNOWN: Final = frozenset(
    name.strip().lower() for name in _NAMES.replace("\n", "").split("|") if name.strip()
)
_PICTURES: Final = frozenset(
    name.strip().lower()
    for name in """
    Getty Images|Getty|Shutterstock|ZUMA Press Wire|ZUMA Press|ZUMA|ZUMAPRESS|ZUMAPRESS.com|EPA|
    EPA-EFE|EPA/EFE|AP Photo|AFP Photo|Reuters Photo|Alamy|Alamy Stock Photo|Magnum Photos|Magnum|
    NurPhoto|SOPA Images|LightRocket|Anadolu Images|Corbis|IMAGO|Imago Images|picture alliance|
    picture-alliance|dpa-Zentralbild|ddp|Sipa|Sipa USA|SIPA Press|Abaca|Abacapress|Hans Lucas|
    MAXPPP|MYOP|Agence VU|Polaris|Redux|Redux Pictures|VII|Bettmann|WENN|Rex|Rex Features|
    REX/Shutterstock|Xinhua|VCG|Visual China Group|CFOTO|Future Publishing|Bloomberg|Pool|
    Europa Press|ANP|Scanpix|Ritzau Scanpix|TT News Agency|LaPresse|Zumapress|Wikimedia Commons|
    Unsplash|Flickr|视觉中国|图虫|AP Images|PA Images|PA Wire|UPI Photo|Newscom|Depositphotos|iStock
    """.replace("\n", "").split("|")
)
_STAFF: Final = re.compile(
    r"^the (?=ap\b)|^(?:redazione|agenzia|agencia|agência|agence|agentur|redacción|"
    r"rédaction|redaktion|"
    r"агентство|خبرگزاری|وكالة)\s+|\s+(?:news agency|newswire|wire|wire service|"
    r"news service|staff|wires?|agency|"
    r"агентство)$"
)
"""What an agency's name has beside it where the agency is the author."""
_BEGINNING: Final = 90
"""Characters of a text in which its agency is named: a place, a day, then the agency."""
_NAMED: Final = re.compile(
    r"(?=(?:^|[-–—,،/(（]|\.\s)\s*(?P<name>(?:[^-–—,،/()（）]|(?<=\w)-(?=\w)){2,40}?)"
    r"\s*(?:[)）/]|\s[-–—]|[.:]\s))"
)
_WIRED: Final = re.compile(r"^(?P<name>\w{2,4}[社网])[^，。]{0,30}电")
_REPORTED: Final = (
    re.compile(r"^به گزارش\s+(?P<name>[^\s،,]+(?:\s[^\s،,]+)?)"),
    re.compile(r"^به گزارش\s+(?:خبرگزاری\s+)?(?P<name>[^\s،,]+)"),
)
"""How Persian texts begin that are an agency's: `به گزارش ایسنا، …`."""


def is_agency(name: str) -> bool:
    """Tell whether a name is that of a news agency."""
    bare = name.strip(" .*()（）").lower()
    return bare in _KNOWN or _STAFF.sub("", bare) in _KNOWN


def agency_name(name: str) -> str:
    """Give an agency's name without what stands beside it: `Reuters` of `Reuters Staff`."""
    bare = name.strip(" .*()（）©")
    if bare.lower() in _KNOWN:
        return bare
    start, end = 0, len(bare)
    for match in _STAFF.finditer(bare.lower()):
        start, end = (match.end(), end) if match.start() == 0 else (start, match.start())
    return bare[start:end]


def is_picture_agency(name: str) -> bool:
    """Tell whether a name is that of an agency that sells pictures, news agencies among them."""
    bare = name.strip(" .*()（）©").lower()
    return bare in _PICTURES or is_agency(bare)


def agency_at_beginning(text: str) -> str | None:
    """Find the agency that a text names at its beginning: `KYIV (Reuters) –`, `新华社北京…电`."""
    words = text.lstrip("*_ ")[:_BEGINNING]
    found = [*_WIRED.finditer(words), *_NAMED.finditer(words)]
    found += filter(None, (pattern.match(words) for pattern in _REPORTED))
    return next((match["name"] for match in found if is_agency(match["name"])), None)
