"""Profiles as pages for people and documents for programs."""
