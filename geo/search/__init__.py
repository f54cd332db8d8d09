"""Full-text search over everything that the atlas knows."""
