"""https is https: by the name, with a certificate that is trusted, and never given up silently."""

import ssl
import subprocess

import pytest

from broadsheet.clip.fetch.limits import Limits
from broadsheet.errors import FetchError
from tests.clip.fetch.servers import PAGE, Names, answer, fetcher, redirect
from tests.tools import need


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            need("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=news.example",
            "-addext", "subjectAltName=DNS:news.example",
            "-keyout", folder / "key.pem", "-out", folder / "cert.pem",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def secure(serve, certificate):
    """Start a server that speaks TLS as news.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return lambda routes: serve(routes, tls=context)


@pytest.fixture
def asking(certificate):
    """Make fetchers that trust it."""

    def make(*servers, **given):
        trust = ssl.create_default_context(cafile=certificate / "cert.pem")
        names = Names(news_example=[["127.0.0.1"]], other_example=[["127.0.0.1"]])
        return fetcher(*servers, resolve=names, **({"trust": trust} | given))

    return make


def failure(asker, address):
    with pytest.raises(FetchError) as caught:
        asker.fetch(address)
    return caught.value


def test_a_page_is_fetched_by_its_name_from_the_address_that_was_checked(secure, asking):
    server = secure({"/": answer()})

    got = asking(server).fetch(server.url(host="news.example", scheme="https"))

    assert got.data == PAGE


def test_a_certificate_that_nobody_vouches_for_is_refused(secure, asking):
    server = secure({"/": answer()})

    error = failure(asking(server, trust=None), server.url(host="news.example", scheme="https"))

    assert (error.kind, server.asked) == ("tls", [])
    assert "cannot be reached safely: self-signed certificate" in str(error)


def test_a_certificate_of_another_name_is_refused(secure, asking):
    server = secure({"/": answer()})

    error = failure(asking(server), server.url(host="other.example", scheme="https"))

    assert (error.kind, server.asked) == ("tls", [])
    assert "Hostname mismatch" in str(error)


def test_a_server_without_tls_is_told(serve, asking):
    server = serve({"/": answer()})

    error = failure(asking(server), server.url(host="news.example", scheme="https"))

    assert (error.kind, server.asked) == ("tls", [])


def test_a_handshake_that_never_ends_is_left(asking):
    import socket  # noqa: PLC0415  this test's own silent server

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        asker = asking(limits=Limits(seconds=0.4, silence=0.2, pause=0))
        asker.guard = asker.guard.letting_in("127.0.0.1", port)

        error = failure(asker, f"https://news.example:{port}/")

        assert (error.kind, error.reason) == ("connection", "does not answer for 0.2 seconds")


def test_a_redirect_does_not_give_up_tls(serve, secure, asking):
    plain = serve({"/": answer()})
    server = secure({"/": redirect(plain.url(host="news.example"))})

    error = failure(asking(server, plain), server.url(host="news.example", scheme="https"))

    assert (error.kind, plain.met) == ("redirect", 0)
    assert "give that address itself" in str(error)


def test_a_redirect_to_tls_is_followed(serve, secure, asking):
    server = secure({"/": answer()})
    plain = serve({"/": redirect(server.url(host="news.example", scheme="https"))})

    got = asking(server, plain).fetch(plain.url())

    assert got.url_final == server.url(host="news.example", scheme="https")
