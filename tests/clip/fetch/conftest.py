"""Servers that are closed when a test is over."""

import pytest

from tests.clip.fetch.servers import Server


@pytest.fixture
def serve():
    """Start servers: `serve({"/": answer()})`."""
    servers = []

    def start(routes=None, **given) -> Server:
        servers.append(Server(routes or {}, **given))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
