"""Small drawings of analyses: on a page they answer the pointer, as files they stand alone."""
