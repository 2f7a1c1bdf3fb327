"""A backup is one compressed file of JSON lines, the same from SQLite and from PostgreSQL, so that what
was saved from the one can be put into the other.

The first line tells of what program version it is, in the names of its migrations. Each table is a line
with its columns, a line for each row, and a line with their number and checksum. The last line says
that the file is whole. The sessions of people who are signed in are left out: they would be keys.
"""
