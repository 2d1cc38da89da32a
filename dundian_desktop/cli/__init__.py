"""``dundian``: the acts of the window on the command line."""
