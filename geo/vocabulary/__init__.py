"""What the columns of a user's table hold: one vocabulary for every reader of tables."""
