"""Fetching what an editor names by its address: politely, within limits, from public hosts alone.

`guard.py` says who may be asked, `wire.py` holds every connection to that, `fetcher.py` asks.
"""
