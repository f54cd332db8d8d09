"""Analyses of networks as documents and as pages: one content, several forms."""
