"""Live sources for those with a key: what they answer becomes the importers' input."""
