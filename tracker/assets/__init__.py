"""The styles and scripts of the site, and what builds them."""
