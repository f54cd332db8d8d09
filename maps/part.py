"""Something of a page that a script draws from data."""

from __future__ import annotations

from typing import ClassVar

from branca.element import MacroElement
from folium.template import Template

from maps.embed import as_json


class Part(MacroElement):
    """Puts `data` into the page and calls ``sandan.{starts}(map, data)``; behaves by that script.

    The data stands in a ``<script type="application/json">``, which no browser runs.
    """

    starts: ClassVar[str]
    """Function of the namespace ``sandan`` in ``static/js``."""

    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<script type="application/json" id="{{ this.get_name() }}">{{ this.payload() }}</script>'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "sandan.{{ this.starts }}({{ this._parent.get_name() }}, "
        'sandan.data("{{ this.get_name() }}"));'
        "{% endmacro %}"
    )

    def __init__(self, data: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = type(self).__name__
        self.data = data

    def payload(self) -> str:
        """Return the data, escaped."""
        return as_json(self.data)
