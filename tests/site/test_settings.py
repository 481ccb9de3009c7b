"""The two settings files differ where they say they do."""

import re

from broadsheet.config import SETTINGS
from broadsheet.pelican_plugin import load_config
from tests.tools import ROOT

NAMED = {"SITEURL", "OUTPUT_PATH", "DELETE_OUTPUT_DIRECTORY", "BROADSHEET_PUBLISH_TO"}


def settings(name):
    """Give the settings by name, those that no template sees among them."""
    config = load_config(ROOT / name)[0]
    fields = {name: getattr(config, field) for field, (name, _, _) in SETTINGS.items()}
    apart = {"OUTPUT_PATH": config.output, "CACHE_PATH": config.cache}
    # the clock is that of each reading
    return {**config.template_settings, **fields, **apart, "BROADSHEET_NOW": None}


def test_publishconf_differs_from_pelicanconf_in_exactly_the_named_settings():
    assigned = re.findall(
        r"^([A-Z_]+) *=", (ROOT / "publishconf.py").read_text(encoding="utf-8"), re.MULTILINE
    )
    local, public = settings("pelicanconf.py"), settings("publishconf.py")
    differing = {name for name in {*local, *public} if local.get(name) != public.get(name)}

    assert set(assigned) == NAMED
    assert differing <= NAMED
    assert {"OUTPUT_PATH", "DELETE_OUTPUT_DIRECTORY"} <= differing


def test_no_setting_of_this_site_is_without_effect():
    for name in ("pelicanconf.py", "publishconf.py"):
        assert load_config(ROOT / name)[1] == []
