"""Programmes as networks: bodies, and the ties that they project on."""
