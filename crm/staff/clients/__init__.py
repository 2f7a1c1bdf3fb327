"""Programs that may ask: made here with a secret that is shown once, given another one, revoked."""
