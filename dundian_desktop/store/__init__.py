"""Where records are kept: SQL lives and dies in this package."""
