"""What fills a new site to try it out: written and drawn, nothing from elsewhere."""
