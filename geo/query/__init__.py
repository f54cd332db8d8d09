"""Which features of a collection a request selects."""
