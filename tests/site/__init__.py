"""Tests of whole sites: they build with the real commands and look at what a reader would get."""
