"""A customer as each system sees it."""
