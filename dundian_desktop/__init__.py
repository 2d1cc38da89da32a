"""蹲点工作台: the headless core.  It keeps, exchanges and prints records, and knows no Qt."""
