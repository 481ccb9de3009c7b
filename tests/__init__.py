"""Tests of Broadsheet: they mirror its modules; `site/` looks at whole built sites."""
