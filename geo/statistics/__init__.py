"""Figures of complexes by period: what public bodies publish, apart from the documents' facts."""
