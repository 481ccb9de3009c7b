"""Everything that may happen to a site between two builds, by name.

An edit takes the desk and dice, and changes the desk's data; the desk then saves what has become
different. What happens to the output and the cache has its effect on the disk at once.
"""

from collections.abc import Callable
from random import Random

from tests.engine.desk import Desk
from tests.engine.edits import articles, places, settings, surroundings, vocabulary, wrong

Edit = Callable[[Desk, Random], None]

EDITS: dict[str, Edit] = {
    name: edit
    for module in (articles, vocabulary, settings, surroundings, places, wrong)
    for name, edit in module.EDITS.items()
}
