"""The tables of `data/tables`: read, check row by row, check together."""
