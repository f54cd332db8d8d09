"""What a deck of slides is made of: native shapes, tables, charts."""
