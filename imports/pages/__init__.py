"""The pages of papers on their way in, one file each: its template and its test share its name."""
