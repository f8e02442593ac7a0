"""Korean, the site's language."""
