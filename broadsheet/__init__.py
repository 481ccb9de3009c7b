"""Broadsheet: a static site generator for curated news digests, a guest in Pelican.

Where an article goes, stage by stage, is written in `broadsheet/pipeline.py`; read that first.
"""

__version__ = "0.1.0"
__all__ = ["__version__"]
