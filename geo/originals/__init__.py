"""Documents that an operator has: their text, and where the facts of the atlas stand in it."""
