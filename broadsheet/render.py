"""Pages to bytes, with the templates of our own theme: autoescaped, and undefined names are errors.

A template gets `site`, `page`, `base` and the upper-case settings, nothing else; a part that is
rendered once for many pages, `site`, the settings and what it is given. Themes written for Pelican
are served by `pelican_theme`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.defaults import (  # type: ignore[attr-defined]  # not named in __all__
    DEFAULT_FILTERS,
    DEFAULT_NAMESPACE,
    DEFAULT_TESTS,
)

from broadsheet import urls
from broadsheet.config import SiteConfig
from broadsheet.errors import RenderError
from broadsheet.pages.facts import SiteFacts
from broadsheet.pages.page import Page
from broadsheet.templates import Codes, ThemeEnvironment


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What the settings and Pelican's plugins add to every template environment."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    globals: Mapping[str, Any] = field(default_factory=dict)
    tests: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> str:
        """Name them all, for a report; empty when there are none."""
        return ", ".join(sorted({*self.filters, *self.globals, *self.tests}))


def foreign_extras(environment: Environment, known: frozenset[str]) -> Extras:
    """Give what an environment has besides Jinja's own.

    Args:
        environment: as Pelican, the settings and the plugins have made it.
        known: names that are not theirs either.
    """
    return Extras(
        filters=_foreign(environment.filters, DEFAULT_FILTERS, known),
        globals=_foreign(environment.globals, DEFAULT_NAMESPACE, known),
        tests=_foreign(environment.tests, DEFAULT_TESTS, known),
    )


def _foreign(
    found: Mapping[str, Any], own: Mapping[str, Any], known: frozenset[str]
) -> dict[str, Any]:
    return {
        name: value
        for name, value in found.items()
        if name not in known and own.get(name) is not value
    }


def is_native(theme: Path) -> bool:
    """Tell whether a theme is written for Broadsheet: Pelican knows no template for crossings."""
    return (theme / "templates" / "crossing.html").is_file()


def make_environment(
    config: SiteConfig, extras: Extras, codes: Codes | None = None
) -> ThemeEnvironment:
    """Make the environment of a native theme, with THEME_TEMPLATES_OVERRIDES before its own.

    Its templates are compiled once: a theme that has changed needs a new environment.

    Args:
        config: the settings.
        extras: what the settings and plugins add.
        codes: templates that were compiled for the same settings and extras.
    """
    own = FileSystemLoader(config.theme / "templates")
    options = {
        "auto_reload": False,
        "bytecode_cache": codes,
        **config.jinja_environment,
        "autoescape": True,
        "undefined": StrictUndefined,
    }
    environment = ThemeEnvironment(
        loader=ChoiceLoader(
            [FileSystemLoader(list(config.theme_overrides)), own, PrefixLoader({"!theme": own})]
        ),
        **options,
    )
    environment.filters.update(extras.filters)
    environment.globals.update(extras.globals)
    environment.globals["once"] = environment.once
    environment.tests.update(extras.tests)
    return environment


def render_page(
    page: Page, facts: SiteFacts, config: SiteConfig, environment: ThemeEnvironment
) -> bytes:
    """Render one page.

    Raises:
        RenderError: a template is missing, or fails on this page.
    """
    environment.once.turn_to(facts, config)
    # A host shows the 404 page at any depth, so its links cannot climb.
    base = config.base if page.kind == "not-found" else urls.base(config, page.url)
    context = {**environment.once.common, "page": page.data, "base": base}
    return render(environment, page.template, page.path, context)


def render(environment: Environment, template: str, path: str, context: Mapping[str, Any]) -> bytes:
    """Render one template into the bytes of the file at `path`."""
    try:
        return environment.get_template(template).render(context).encode()
    except TemplateNotFound as error:
        raise RenderError(path, template, f"there is no template {error.name}") from error
    except TemplateSyntaxError as error:
        place = f"{error.name or template}:{error.lineno}"
        raise RenderError(path, place, error.message or "wrong syntax") from error
    except TemplateError as error:
        raise RenderError(path, _place(error.__traceback__, template), str(error)) from error
    except Exception as error:  # whatever code a template calls, the page it fails on must be named
        place, reason = _place(error.__traceback__, template), f"{type(error).__name__}: {error}"
        raise RenderError(path, place, reason) from error


def _place(trace: TracebackType | None, template: str) -> str:
    """Name the innermost template in a traceback, with its line."""
    place = template
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            place = f"{file.rpartition('/templates/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
