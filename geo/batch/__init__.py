"""Tables of users through the geocoder: read, find the columns, answer each row, write."""
