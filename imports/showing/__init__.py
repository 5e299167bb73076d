"""What the pages of a paper on its way in show: stored rows and changes in, words for people out."""
