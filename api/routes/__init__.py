"""Everything under `/` that is no collection."""
