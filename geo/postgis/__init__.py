"""Collections in PostgreSQL with PostGIS: written by `sandan publish`, searched where they lie."""
