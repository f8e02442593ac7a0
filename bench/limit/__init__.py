"""A Django project with one constant page: the most that Django itself could serve."""
