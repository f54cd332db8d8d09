"""Readers of official inputs: files of other bodies into plain values, without geocoding."""
