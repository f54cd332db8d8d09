"""Vector files of any kind, read into the GeoJSON that the server keeps."""
