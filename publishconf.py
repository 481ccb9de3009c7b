"""The settings of the public site: those of pelicanconf.py, and the few that differ."""

import sys
from pathlib import Path

# The pelicanconf.py beside this file, from whatever folder publish is started.
sys.path[:] = dict.fromkeys([str(Path(__file__).resolve().parent), *sys.path])
sys.modules.pop("pelicanconf", None)

from pelicanconf import *  # noqa: E402, F403  what is not named below stays as it is there

# The address where readers find the site, without a slash at its end. Feeds, link previews and the
# sitemap carry it, so nothing is published until it is filled in. Such as:
#   "https://news.example.org"                       a domain of your own
#   "https://your-name.github.io/your-repository"    GitHub's address for a project
SITEURL = ""

# Where the site goes. One of these, with your own names (docs/publishing.md):
#   "branch:gh-pages"                                GitHub Pages: a branch of this repository
#   "branch:gh-pages@git@example.org:news/site.git"  a branch of another repository
#   "rsync:you@example.org:/var/www/news/"           a folder of any host that you reach by ssh
#   "rsync:/srv/www/news/"                           a folder of this machine
BROADSHEET_PUBLISH_TO = ""

# The public site is built apart from what `build` and `serve` show you.
OUTPUT_PATH = "published"

# That folder holds the site and nothing else: whatever is left in it by hand is removed.
DELETE_OUTPUT_DIRECTORY = True
