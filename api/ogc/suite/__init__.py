"""Abstract tests of the standards, asked of the running service itself."""
