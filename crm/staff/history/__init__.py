"""Who changed what: the history of a customer, and taking a change back."""
