"""Tables in many files over many processes: on this machine, or on a Dask cluster that exists."""
