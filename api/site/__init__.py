"""The atlas as files: every page and download, for any web server, object store or memory stick."""
