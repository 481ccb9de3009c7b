"""Addresses in a clipping: found in a line, freed of what tracks and scrolls, compared."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from broadsheet.read.addresses import address_fault, host_of

LINK: Final = re.compile(
    r"!?\[([^\[\]]*)\]\(\s*<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+[\"'][^\"']*[\"'])?\s*\)"
)
"""A Markdown link or picture: its words, its address."""
_BARE: Final = re.compile(r"<?(https?://[^\s<>]+)>?", re.IGNORECASE)
_TRACKING: Final = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|at_\w+|ns_\w+|hsa_\w+|fb_\w+|_hs\w+|mc_[ce]id|mkt_tok|"
    r"fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|"
    r"ref|ref_src|ref_url|referrer|smid|smtyp|cmpid|ocid|ito|xtor|icid|ncid|s_kwcid|vero_id|"
    r"oly_\w+_id|_openstat|spm|share_token|shareToken|wt_z?mc|wtmc|cid_source|traffic_source",
    re.IGNORECASE,
)
_ROUTE: Final = re.compile(r"[!/]")
"""How a fragment begins that names a page of its own, and not a place on one."""
_TAIL: Final = ".,;:!?)]}»”’\"'*_،؛。，"


def addresses_in(text: str) -> list[str]:
    """Give the web addresses of a line, those of links among them."""
    found = [match[2] for match in LINK.finditer(text)]
    found += [bare.rstrip(_TAIL) for bare in _BARE.findall(LINK.sub(" ", text))]
    return [address for address in found if is_address(address)]


def is_address(text: str) -> bool:
    """Tell whether a text is a web address that the format accepts."""
    return bool(text) and address_fault(text) is None


def lone_address(text: str) -> str | None:
    """Give the address of a line that holds nothing else."""
    stripped = text.strip(" *_\t")
    link = LINK.fullmatch(stripped)
    inner = link[2] if link and link[1].strip(" <>") == link[2] else stripped
    match = _BARE.fullmatch(inner)
    return match[1] if match and is_address(match[1]) else None


def listed(text: str) -> list[str]:
    """Give the addresses of a text that holds nothing else, but for remarks after a `#`."""
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return list(dict.fromkeys(words)) if all(map(_is_asked_for, words)) else []


def _is_asked_for(word: str) -> bool:
    return word.lower().startswith(("http://", "https://"))


def cleaned(address: str) -> str:
    """Remove tracking parameters, and a fragment that only scrolls."""
    head, mark, fragment = address.partition("#")
    path, query_mark, query = head.partition("?")
    kept = [part for part in query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0])]
    query = "&".join(kept)
    tail = f"{mark}{fragment}" if _ROUTE.match(fragment) and ":~:" not in fragment else ""
    return path + (query_mark + query if query else "") + tail


def joined(base: str | None, address: str) -> str | None:
    """Make a link's address whole, seen from the page it stood on; None when it leads nowhere."""
    if address.startswith("#") or not address:
        return None
    try:
        whole = urljoin(base or "", address)
    except ValueError:
        return None
    return cleaned(whole) if is_address(whole) else None


def plain(text: str) -> str:
    """Give a line's words without its links' addresses and its marks of stress."""
    words = LINK.sub(lambda match: match[1], text)
    words = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", words)
    words = re.sub(r"(?<!\w)([*_])(?=\S)([^*_]+)(?<=\S)\1(?!\w)", r"\2", words)
    return re.sub(r"[ \t]+", " ", words).strip()


def identity(address: str) -> str:
    """Give what two addresses of the same page have in common: host, path, telling parameters."""
    clean = cleaned(address)
    parts = _parts(clean)
    path = (parts.path.rstrip("/") or "/") if parts else ""
    query = "&".join(sorted(parts.query.split("&"))) if parts and parts.query else ""
    host = host_of(clean).removeprefix("m.").removeprefix("amp.")
    return f"{host}{path}{'?' + query if query else ''}"


def _parts(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None
