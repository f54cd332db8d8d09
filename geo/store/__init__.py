"""The built files, read back and served."""
