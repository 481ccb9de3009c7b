"""Bytes in, typed records with line numbers out, or problems. Pure but for `files`."""
