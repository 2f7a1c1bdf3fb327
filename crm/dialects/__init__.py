"""The dialects spoken. A dialect is a folder here and one line of this list; its URL prefix, its host
and the dialect of its clients are the folder's name."""

DIALECTS = [
    "inventorypro",
    "inventorum",
    "smartshelf",
    "rpm",
    "franpos",
]
