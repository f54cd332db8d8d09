"""The outside: the HTTP server and the command line."""
