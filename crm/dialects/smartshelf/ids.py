"""Ids as the page writes them: the record's own, behind a prefix that says of what."""

import re

from customers.errors import NotFound
from customers.queries import LARGEST_ID

CUSTOMER, CONTACT, ORDER, PRODUCT = "cust_", "cont_", "so_", "prod_"


def read_id(prefix: str, text: str) -> int:
    """The record's id.

    Raises:
        NotFound: no id that anything of this kind could have.
    """
    match = re.fullmatch(rf"{prefix}([1-9][0-9]{{0,18}})", text, re.ASCII)
    if match is None or int(match[1]) > LARGEST_ID:
        raise NotFound
    return int(match[1])


def write_product_id(product_id: str) -> str:
    """A product's id, which an order may have been brought in with already prefixed."""
    return product_id if product_id.startswith(PRODUCT) else f"{PRODUCT}{product_id}"
