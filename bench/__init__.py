"""What the program costs, each figure beside a baseline run in the same minute; and drills that try to break it."""
