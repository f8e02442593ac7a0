"""Fills a site with very many posts, to measure it and to try it when it is large."""
