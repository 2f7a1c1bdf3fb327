"""What follows from a customer's orders."""

from customers.queries.sales import NO_SALE, ProductSales, Sales, sales_of, total_sales

from .customer import CustomerAnalytics, HistoryMonth, customer_analytics
from .period import Period

__all__ = [
    "NO_SALE",
    "CustomerAnalytics",
    "HistoryMonth",
    "Period",
    "ProductSales",
    "Sales",
    "customer_analytics",
    "sales_of",
    "total_sales",
]
