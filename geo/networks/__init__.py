"""The two programmes as networks."""
