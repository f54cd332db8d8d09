"""What changed between two data folders: compare, say it, write it."""
