"""Measuring Broadsheet: made-up content of any size, and the peers it is compared with."""
