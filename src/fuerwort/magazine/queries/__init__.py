"""Who may read and see what of a magazine."""
