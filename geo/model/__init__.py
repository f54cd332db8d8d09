"""The nouns of the field as frozen values that say their units."""
