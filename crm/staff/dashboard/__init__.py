"""The first page: how the record is doing."""
