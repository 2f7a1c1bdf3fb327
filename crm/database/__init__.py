"""PostgreSQL as Django has it, but quick to see that its server is away, and that it is back."""
