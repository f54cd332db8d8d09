"""From a name as written to a place, with method and precision."""
