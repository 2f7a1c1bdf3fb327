"""Who may ask: clients and their tokens, permission codes."""
