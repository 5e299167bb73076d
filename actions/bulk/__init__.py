"""Many actions updated at once: a sheet of rows filled in on a page, checked, and told in words before it is saved."""
