"""Files in and out: what other programs write and read."""
