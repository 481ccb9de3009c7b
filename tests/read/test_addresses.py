import pytest

from broadsheet.read.addresses import address_fault, as_uri, host_of


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org/",
        "HTTPS://Example.ORG/Path",
        "https://example.org:8443/a?b=c&d=e#f",
        "https://example.org:/a",
        "https://example.org./",
        "https://localhost/",
        "https://127.0.0.1:8000/",
        "https://[::1]/",
        "https://[2001:db8::7]:8080/a",
        "https://reader@example.org/",
        "https://reader:secret@example.org/",
        "https://bücher.example/ä",
        "https://例え.テスト/記事",
        "https://xn--bcher-kva.example/",
        "https://my_host.example/",
        "https://example.org/a%20b",
        "https://example.org/100%",
        "https://example.org/(a)_'b'~c,d;e",
        "https://example.org/?q[]=1",
        "https://example.org/خبر‌ها",
    ],
)
def test_an_address_with_a_host_is_accepted(address):
    assert address_fault(address) is None


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "www.example.org/a",
        "//example.org/a",
        "/a/b",
        "ftp://example.org",
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,x",
        "mailto:editor@example.org",
        "file:///etc/passwd",
        "http:example.org",
        "https:/example.org",
        "https://",
        "https:///a",
        "https://?a",
        "https://#a",
        "https://:80/",
        "https://user@/",
        "https://.",
        "https://..",
        "https://-a.example/",
        "https://a..example/",
        "https://.example/",
        "https://---/",
        "https://exam ple.org/",
        "https://example.org/a b",
        "https://example.org/a\tb",
        "https://example.org/a\nb",
        "https://example.org/a\u00a0b",
        "https://example.org/a\u200bb",
        "https://exam\u200bple.org/",
        "https://example.org/\u202egpj.exe",
        "\ufeffhttps://example.org/",
        'https://example.org/"onclick=',
        "https://example.org/<b>",
        "https://example.org/a\\b",
        "https:\\\\example.org\\",
        "https://example.org\\@evil.example/",
        "https://example.org/{a}",
        "https://example.org/a|b",
        "https://example.org/`",
        "https://example.org/^",
        "https://example.org:99999/",
        "https://example.org:-1/",
        "https://example.org:http/",
        "https://example.org:８０/",
        "https://[::1",
        "https://::1/",
        "https://[::1]evil.example/",
        "https://[nonsense]/",
        "https://[fe80::1%25eth0]/",
        "https://[v1.a]/",
        "https://ex%61mple.org/",
        "https://example,org/",
        "https://example;org/",
        "https://ex*ample.org/",
        "https://(example).org/",
        "https://example.org!/",
        "",
    ],
)
def test_anything_else_is_refused(text):
    assert address_fault(text) is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a b", "must be a web address, got 'a b' with ' ' in it"),
        (
            "ftp://example.org",
            "must be a web address that begins with http:// or https://, got 'ftp://example.org'",
        ),
        ("https://-a/", "must name a host, got 'https://-a/'"),
        (
            "https://example.org:99999/",
            "must be a web address, got 'https://example.org:99999/': Port out of range 0-65535",
        ),
    ],
)
def test_the_fault_says_what_is_wrong(text, message):
    assert address_fault(text) == message


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Example.org:80/a", "example.org"),
        ("https://example.org./", "example.org"),
        ("https://user:secret@news.example.org/", "news.example.org"),
        ("https://[::1]:80/", "::1"),
        ("no address", ""),
        ("https://[", ""),
    ],
)
def test_the_host_is_lower_case_and_without_www(address, host):
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
    ],
)
def test_an_address_is_written_with_ascii_and_nothing_is_encoded_twice(typed, written):
    assert as_uri(typed) == written
    assert as_uri(written) == written
