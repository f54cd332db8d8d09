"""What catalogues are told of the collections: OGC API - Records, DCAT-AP and schema.org."""
