"""Charts as plain SVG: no script, every number as text."""
