"""Lists of actions: what they can be filtered and sorted by, in the database for today and in Python for any day."""
