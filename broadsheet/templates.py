"""The environment our own theme is rendered in: Jinja's, with `once`, and faster.

`once` renders a part that comes out the same on many pages, such as the footer, and keeps it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Hashable, Mapping, MutableMapping
from functools import cache
from typing import Any, Final

from jinja2 import BytecodeCache, Environment, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from broadsheet.config import SiteConfig
from broadsheet.pages.facts import SiteFacts

KEPT: Final = 64 * 2**20
"""Bytes of HTML that are kept. Before there are more, all is let go and made anew."""


class Once:
    """Renders parts of pages and keeps them, for as long as site and settings stay the same.

    A template calls it as `{{ once("regions/footer.html", base=base, here=none) }}`. The part gets
    the values it is called with, `site` and the settings; `page` is unknown to it, so that nothing
    can get into a kept part that it was not found by.
    """

    def __init__(self, environment: Environment, limit: int = KEPT) -> None:
        """Render with the templates of an environment, and keep so many bytes of HTML."""
        self._environment = environment
        self._limit = limit
        self._site: tuple[SiteFacts, SiteConfig] | None = None
        self._kept: dict[Hashable, tuple[Markup, *tuple[object, ...]]] = {}
        self._size = 0
        self.common: Mapping[str, Any] = {}
        """What every page and every part of this site gets."""

    def turn_to(self, facts: SiteFacts, config: SiteConfig) -> None:
        """Render for this site from now on, and let go of what was kept for another."""
        if self._site and self._site[0] is facts and self._site[1] is config:
            return
        self._site = facts, config
        self.common = {**self._environment.globals, **config.template_settings, "site": facts}
        self._let_go()

    def __call__(self, template: str, /, **values: object) -> Markup:
        """Give a part, rendered now or earlier with the same values.

        Texts, numbers and tuples are the same when they are equal, the engine's own data when they
        are one object. With any other value, a list say, the part is rendered each time.
        """
        try:
            key = template, *values, *map(_key, values.values())
        except _UnkeptError:
            return self._render(template, values)
        found = self._kept.get(key)
        if found is None:
            html = self._render(template, values)
            size = sys.getsizeof(html)
            if self._size + size > self._limit:
                self._let_go()
            self._size += size
            # The values stay alive with it, so that no other object gets the identity of one.
            found = self._kept[key] = html, *values.values()
        return found[0]

    def _render(self, name: str, values: Mapping[str, object]) -> Markup:
        template = self._environment.get_template(name)
        context = template.new_context({**self.common, **values}, shared=True)
        return Markup("".join(template.root_render_func(context)))  # noqa: S704  autoescaped

    def _let_go(self) -> None:
        self._kept.clear()
        self._size = 0


class Codes(BytecodeCache):
    """Templates as they were compiled, for environments that are made alike; never on disk."""

    def __init__(self) -> None:
        """Have none."""
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code that was made of the same source under the same name."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep code."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


class _UnkeptError(Exception):
    """A value that may change, or may read differently from one that is equal to it."""


def _key(value: object) -> Hashable:
    if type(value) is str:
        return value
    kind: Any = type(value)
    if _is_frozen(kind):
        return id(value)
    if kind in _PLAIN:  # with its type: True == 1, and a text is equal to the same as markup
        return kind, value
    if type(value) is tuple:
        return tuple, *map(_key, value)
    raise _UnkeptError


_PLAIN: Final = frozenset({int, bool, type(None), Markup})


@cache
def _is_frozen(kind: type) -> bool:
    """Tell whether a type is a frozen dataclass, or a frozen struct."""
    params = getattr(kind, "__dataclass_params__", getattr(kind, "__struct_config__", None))
    return params is not None and bool(params.frozen)


# What follows makes Jinja faster, and nothing else: without any of it the pages are the same.

_SPECIAL: Final = re.compile("[&<>\"']").search


def _text(value: object) -> str:
    """Escape a value for HTML, without making Markup of a text that is joined to others at once."""
    if type(value) is str:
        return escape(value) if _SPECIAL(value) else value
    return value if type(value) is Markup else escape(value)


class _Compiler(CodeGenerator):
    """Writes `_text` for `{{ … }}` where Jinja writes `escape`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.text(")


class _Context(Context):
    """Calls macros and `once` without asking them, each time, which arguments they need."""

    def call(
        self,
        called: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: dict[str, Any] | None = None,
        _block_vars: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        kind = type(called)
        if kind is Macro:
            return called(self.eval_ctx, *args, **kwargs)
        if kind is Once:
            return called(*args, **kwargs)
        return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)


class ThemeEnvironment(Environment):
    """The environment of a native theme: Jinja's, with `once`."""

    code_generator_class = _Compiler
    context_class = _Context
    text = staticmethod(_text)

    def __init__(self, **options: Any) -> None:
        """Take the options of Jinja's own."""
        super().__init__(**options)
        self.once = Once(self)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give a template its globals as a plain copy: Jinja's own chain of two is slow to read."""
        return {**self.globals, **(d or {})}
