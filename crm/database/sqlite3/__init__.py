"""SQLite as Django has it, but quick with statements that come again."""
