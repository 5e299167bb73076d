"""An update round as its pages, e-mails, links and sheets show it; services/ write, rules/rounds.py judges its days."""
