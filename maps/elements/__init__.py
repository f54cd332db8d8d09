"""One control of the page each."""
