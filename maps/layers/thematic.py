"""Areas filled by a value, or circles whose area stands for one, with their key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from folium.template import Template

from maps.page import templates
from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from maps.records import Record


class Thematic(Part):
    """Draws `areas` of the object `level` of the base map, or `circles`, and their `key`."""

    starts = "thematic"

    _template = Template(
        "{% macro html(this, kwargs) %}"
        '{{ this.key }}<script type="application/json" id="{{ this.get_name() }}">'
        "{{ this.payload() }}</script>"
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "sandan.thematic({{ this._parent.get_name() }}, "
        'sandan.data("{{ this.get_name() }}"));'
        "{% endmacro %}"
    )

    def __init__(self, korea: str, key: Record, shown: Record, words: Catalogue) -> None:
        super().__init__({"url": korea, "failed": words("basemap.failed"), **shown})
        self.key = templates().get_template("thematic_key.html").render(words=words, **key)
