"""One drawn layer each."""
