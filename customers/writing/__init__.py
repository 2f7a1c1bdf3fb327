"""How a batch of changes becomes rows: load what it touches, apply in memory, store what changed.

``customers.services`` is the door; outside ``customers`` nothing imports from here.
"""
