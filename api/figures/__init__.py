"""Figures of complexes as pages, documents and tables."""
