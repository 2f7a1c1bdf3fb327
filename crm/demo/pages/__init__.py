"""The customers that the pages of the dialects print, exactly as printed. Each that has been modified
was entered a little different and corrected then, so that it has a history."""

from . import inventorum, inventorypro, rpm, smartshelf
from .page import PageCustomer

__all__ = ["PAGE_CUSTOMERS", "PageCustomer"]

PAGE_CUSTOMERS = (
    *inventorypro.CUSTOMERS,
    *inventorum.CUSTOMERS,
    *smartshelf.CUSTOMERS,
    *rpm.CUSTOMERS,
)
