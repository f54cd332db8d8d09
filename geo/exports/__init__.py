"""Collections as files of every vector format that GIS and office programs read."""
