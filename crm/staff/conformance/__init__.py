"""What each vendor's page states, how it is read, and whether it is proven."""
