"""What the operator sees of the requests: counts of each client's, a log, metrics."""
