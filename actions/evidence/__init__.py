"""Evidence on its way in and on its way out: what kind a file is, how it is kept, its form, its rows on a page."""
