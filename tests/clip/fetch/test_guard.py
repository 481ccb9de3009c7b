"""The guard lets public hosts pass by their plain names, and nothing else in any spelling."""

import ipaddress
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.clip.fetch.guard import Guard
from broadsheet.clip.fetch.networks import meaning
from broadsheet.errors import FetchError

GUARD = Guard()
PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::808:808"]
INNER = {
    "0.0.0.0": "this network",  # noqa: S104  nothing is bound to it
    "10.1.2.3": "a private network",
    "100.64.0.1": "a provider's inner network",
    "100.100.100.200": "a provider's inner network",
    "127.0.0.1": "this machine",
    "127.255.255.254": "this machine",
    "168.63.129.16": "the metadata of a cloud",
    "169.254.169.254": "the metadata of a cloud",
    "172.31.255.255": "a private network",
    "192.0.0.192": "a protocol's own",
    "192.0.2.1": "documentation",
    "192.168.1.1": "a private network",
    "192.88.99.1": "6to4 relays",
    "198.19.0.1": "measurements",
    "203.0.113.7": "documentation",
    "224.0.0.251": "multicast",
    "239.255.255.250": "multicast",
    "255.255.255.255": "reserved",
    "::": "this network",
    "::1": "this machine",
    "::7f00:1": "outdated form",
    "::808:808": "outdated form",
    "::ffff:127.0.0.1": "this machine",
    "::ffff:169.254.169.254": "the metadata of a cloud",
    "64:ff9b::7f00:1": "this machine",
    "64:ff9b::a9fe:a9fe": "the metadata of a cloud",
    "64:ff9b:1::808:808": "local translation",
    "100::1": "reserved",
    "2001:0:7f00:1::1": "Teredo",
    "2001:db8::1": "documentation",
    "2001:20::1": "a protocol's own",
    "2002:7f00:1::1": "6to4",
    "2002:808:808::1": "6to4",
    "2a00:1450::5efe:7f00:1": "this machine",
    "2a00:1450::200:5efe:10.0.0.1": "a private network",
    "3fff::1": "documentation",
    "4000::1": "reserved",
    "5f00::1": "reserved",
    "fc00::1": "a private network",
    "fd00:ec2::254": "a private network",
    "fe80::1": "this link",
    "fec0::1": "a private network",
    "ff02::1": "multicast",
}


def refusal(address, guard=GUARD):
    with pytest.raises(FetchError) as caught:
        guard.admit(address)
    assert caught.value.kind == "refused"
    return caught.value.reason


def literal(address):
    return f"[{address}]" if ":" in address else address


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_asked(address):
    assert meaning(ipaddress.ip_address(address)) is None
    assert GUARD.connection_fault(address, 443) is None
    assert GUARD.admit(f"https://{literal(address)}/a").host == address


@pytest.mark.parametrize("address", INNER)
def test_an_address_that_is_not_public_is_refused_and_named(address):
    assert INNER[address] in GUARD.connection_fault(address, 80)
    assert INNER[address] in refusal(f"http://{literal(address)}/")


@pytest.mark.parametrize(
    "address",
    [
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://017700000001/",
        "http://127.1/",
        "http://127.0.1/",
        "http://0177.0.0.1/",
        "http://0/",
        "http://127.0.0.1./",
        "http://2130706433./",
        "http://127.0.0.01/",
        "http://0x/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://127.0.0.1%2f@93.184.215.14/",
        "http://127。0。0。1/",
        "http://127．0．0．1/",
        "http://①②⑦.0.0.1/",
        "http://１２７.0.0.1/",
        "http://%31%32%37.0.0.1/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::1%25lo]/",
        "http://[fe80::1%eth0]/",
        "http://[v1.fe80::]/",
        "http://[::1].example.org/",
    ],
)
def test_an_odd_spelling_is_refused(address):
    assert refusal(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost/",
        "http://printer.local/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://router.home.arpa/",
        "http://localhost.localdomain/",
    ],
)
def test_a_name_of_a_network_of_ones_own_is_refused(address):
    assert "which no public host is called" in refusal(address)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://news.example/", "must be a web address"),
        ("file:///etc/passwd", "must be a web address"),
        ("gopher://news.example/", "must be a web address"),
        ("data:text/html,x", "must be a web address"),
        ("javascript:alert(1)", "must be a web address"),
        ("//news.example/", "must be a web address"),
        ("news.example", "must be a web address"),
        ("", "must be a web address"),
        ("http://", "must be a web address"),
        ("https:///path", "must be a web address"),
        ("https://a b.example/", "must be a web address"),
        ("https://news.example\\@127.0.0.1/", "must be a web address"),
        ("https://news.example\t/", "must be a web address"),
        ("https://news.example/\r\nX: 1", "must be a web address"),
        ("https://u:p@news.example/", "must hold no user name"),
        ("https://u@news.example/", "must hold no user name"),
        ("https://news.example@127.0.0.1/", "must hold no user name"),
        ("https://news.example:22/", "names port 22"),
        ("https://news.example:0/", "names port 0"),
        ("https://news.example:65536/", "must be a web address"),
        ("https://-a.example,b/", "must name a host"),
        ("https://a..example/", "must name a host"),
        (f"https://{'a' * 64}.example/", "must name a host"),
        (f"https://{'a.' * 130}example/", "must name a host"),
        ("https://xn--.example/", "cannot be read as an address"),
        ("https://☃.example/", "cannot be read as an address"),
    ],
)
def test_what_is_no_plain_address_of_a_page_is_refused(address, words):
    assert words in refusal(address)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("HTTPS://News.Example:443/A#b", "news.example"),
        ("http://news.example:8080/", "news.example"),
        ("https://news.example./", "news.example."),
        ("https://bücher.example/ä", "xn--bcher-kva.example"),
        ("https://خبر.example/", "xn--ngblk.example"),
        ("https://my_paper.example/", "my_paper.example"),
        ("https://7news.example/", "7news.example"),
        ("https://deadbeef.example/", "deadbeef.example"),
    ],
)
def test_the_plain_address_of_a_page_passes(address, host):
    url = GUARD.admit(address)

    assert url.raw_host.decode() == host
    assert not url.fragment


def test_a_guard_lets_in_one_server_more_and_only_that():
    guard = GUARD.letting_in("127.0.0.1", 8123)

    assert guard.connection_fault("127.0.0.1", 8123) is None
    assert guard.connection_fault("127.0.0.1", 80)
    assert guard.connection_fault("127.0.0.2", 8123)
    assert GUARD.connection_fault("127.0.0.1", 8123)


# --- invariants

V4 = st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address)
EDGES = st.sampled_from([address for address in INNER if ":" not in address])
INNER_V4 = (V4 | EDGES.map(ipaddress.IPv4Address)).filter(lambda address: not is_public(address))
SPELLINGS = (
    lambda n: str(ipaddress.IPv4Address(n)),
    lambda n: f"{ipaddress.IPv4Address(n)}.",
    str,
    hex,
    lambda n: f"0{n:o}",
    lambda n: ".".join(f"0x{n >> shift & 255:x}" for shift in (24, 16, 8, 0)),
    lambda n: ".".join(f"0{n >> shift & 255:o}" for shift in (24, 16, 8, 0)),
    lambda n: f"{n >> 24}.{n & 0xFFFFFF}",
    lambda n: f"{n >> 24}.{n >> 16 & 255}.{n & 0xFFFF}",
    lambda n: f"[::{ipaddress.IPv4Address(n)}]",
    lambda n: f"[::ffff:{ipaddress.IPv4Address(n)}]",
    lambda n: f"[::FFFF:{n >> 16:x}:{n & 0xFFFF:x}]",
    lambda n: f"[64:ff9b::{n >> 16:x}:{n & 0xFFFF:x}]",
    lambda n: f"[0064:FF9B:0:0:0:0:{n >> 16:x}:{n & 0xFFFF:x}]",
    lambda n: f"[64:ff9b:1::{n >> 16:x}:{n & 0xFFFF:x}]",
    lambda n: f"[2002:{n >> 16:x}:{n & 0xFFFF:x}::1]",
    lambda n: f"[2001:0:{n >> 16:x}:{n & 0xFFFF:x}::1]",
    lambda n: f"[2001::{~n >> 16 & 0xFFFF:x}:{~n & 0xFFFF:x}]",
    lambda n: f"[2a00:1450::5efe:{n >> 16:x}:{n & 0xFFFF:x}]",
)


def is_public(address):
    """Ask Python's own registry, whose gaps the guard's must not have."""
    return address.is_global and not address.is_multicast and not address.is_reserved


@given(INNER_V4, st.sampled_from(SPELLINGS))
def test_no_inner_ipv4_address_passes_in_whatever_spelling(address, spell):
    assert refusal(f"http://{spell(int(address))}/")


@given(st.integers(0, 2**128 - 1).map(ipaddress.IPv6Address))
def test_no_inner_ipv6_address_passes(address):
    if not is_public(address):
        assert meaning(address)
        assert refusal(f"http://[{address.exploded}]/")


@given(V4)
def test_whatever_passes_is_public_by_pythons_registry_too(address):
    if meaning(address) is None:
        assert is_public(address)
        assert meaning(ipaddress.IPv6Address(f"::ffff:{address}")) is None


@given(
    st.text(max_size=40) | st.text("htps:/@.[]%0x127#?\\ ünł", max_size=30).map("http://".__add__)
)
def test_any_text_is_judged_without_a_crash(text):
    with suppress(FetchError):
        url = GUARD.admit(text)

        assert url.scheme in {"http", "https"}
        assert url.host
        assert not url.userinfo
