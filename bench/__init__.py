"""What the site costs, measured; run by `make bench` (see README.md beside this)."""
