"""The atlas as collections of features: what files, maps and the API show."""
