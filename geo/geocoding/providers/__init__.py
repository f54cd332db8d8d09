"""Online services that may be asked too: off by default, each with its key and its terms."""
