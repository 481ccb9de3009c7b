"""Tests of publishing against real peers: git repositories, rsync and its daemon, a web server."""
