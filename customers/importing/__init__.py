"""Orders from a file into the record. ``run.import_orders`` is the way in."""
