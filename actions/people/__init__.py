"""Who belongs to an organisation, who was invited, and the parties that actions are given to: reads, forms, e-mails."""
