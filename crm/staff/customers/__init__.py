"""The list of customers, and each customer by itself."""
