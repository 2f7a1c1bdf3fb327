"""From the record to Smart Shelf's JSON, in the page's key order."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import orjson

from customers.analytics import CustomerAnalytics, Sales
from customers.models import CreditCheck
from customers.queries import OrderRow, Person, Place, TradeCustomer

from .ids import CONTACT, CUSTOMER, ORDER, write_product_id


def render_item(customer: TradeCustomer) -> dict[str, Any]:
    """A customer of the list."""
    return {
        "id": f"{CUSTOMER}{customer.id}",
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "website": customer.website,
        "billing_address": render_address(customer.billing),
        "shipping_address": render_address(customer.shipping),
        "payment_terms": customer.payment_terms,
        "credit_limit": render_money(customer.credit_limit),
        "current_balance": render_money(customer.current_balance),
        "customer_since": render_time(customer.customer_since or customer.created),
        "is_active": customer.is_active,
        "created_at": render_time(customer.created),
        "updated_at": render_time(customer.modified),
    }


def render_detail(customer: TradeCustomer, sales: Sales) -> dict[str, Any]:
    """A customer by itself; the answers to create and update are shorter on the page, see there."""
    return {
        "id": f"{CUSTOMER}{customer.id}",
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "fax": customer.fax,
        "website": customer.website,
        "tax_id": customer.tax_number,
        "billing_address": render_address(customer.billing),
        "shipping_address": render_address(customer.shipping),
        "contacts": [render_contact(person) for person in customer.people],
        "payment_terms": customer.payment_terms,
        "currency": customer.currency,
        "credit_limit": render_money(customer.credit_limit),
        "current_balance": render_money(customer.current_balance),
        "discount_rate": render_rate(customer.discount_rate),
        "preferred_shipping": customer.preferred_shipping,
        "customer_since": render_time(customer.customer_since or customer.created),
        "lifetime_value": render_money(sales.lifetime_value),
        "total_orders": sales.total_orders,
        "is_active": customer.is_active,
        "notes": customer.note,
        "created_at": render_time(customer.created),
        "updated_at": render_time(customer.modified),
    }


def render_address(place: Place | None) -> dict[str, str] | None:
    """``line2`` is left out when it is empty; an address with nothing in it is none."""
    if place is None:
        return None
    address = {
        "line1": place.line1,
        **({"line2": place.line2} if place.line2 else {}),
        "city": place.city,
        "state": place.state,
        "postal_code": place.postal_code,
        "country": place.country,
    }
    return address if any(address.values()) else None


def render_contact(person: Person) -> dict[str, Any]:
    return {
        "id": f"{CONTACT}{person.id}",
        "name": person.name,
        "title": person.job_title,
        "email": person.email,
        "phone": person.phone,
        "is_primary": person.is_primary,
    }


def render_added_contact(person: Person, customer_id: int) -> dict[str, Any]:
    return {
        **render_contact(person),
        "customer_id": f"{CUSTOMER}{customer_id}",
        "created_at": render_time(person.created),
    }


def render_updated_contact(person: Person, customer_id: int) -> dict[str, Any]:
    return {
        **render_added_contact(person, customer_id),
        "updated_at": render_time(person.modified),
    }


def render_order(order: OrderRow) -> dict[str, Any]:
    """An order of the list. Its address has no country, as on the page."""
    address = {
        "line1": order.ship_line1,
        **({"line2": order.ship_line2} if order.ship_line2 else {}),
        "city": order.ship_city,
        "state": order.ship_state,
        "postal_code": order.ship_postal_code,
    }
    return {
        "id": f"{ORDER}{order.id}",
        "order_number": order.order_number,
        "status": order.status,
        "order_date": render_time(order.order_date),
        "ship_date": render_time(order.ship_date),
        "delivery_date": render_time(order.delivery_date),
        "total_amount": render_money(order.total_amount),
        "items_count": order.line_count,
        "shipping_address": address if any(address.values()) else None,
    }


def render_analytics(figures: CustomerAnalytics) -> dict[str, Any]:
    return {
        "customer": {
            "id": f"{CUSTOMER}{figures.customer_id}",
            "name": figures.customer_name,
        },
        "overview": {
            "lifetime_value": render_money(figures.lifetime_value),
            "total_orders": figures.total_orders,
            "avg_order_value": render_money(figures.avg_order_value),
            "last_order_date": render_time(figures.last_order_date),
            "customer_since": render_time(figures.customer_since),
            "days_since_last_order": figures.days_since_last_order,
        },
        "financial_summary": {
            "total_revenue": render_money(figures.total_revenue),
            "current_balance": render_money(figures.current_balance),
            "credit_limit": render_money(figures.credit_limit),
            "credit_utilization": render_rate(figures.credit_utilization),
            "avg_payment_days": figures.avg_payment_days,
        },
        "order_history": [
            {
                "month": month.month,
                "orders": month.orders,
                "revenue": render_money(month.revenue),
                "avg_order_value": render_money(month.avg_order_value),
            }
            for month in figures.order_history
        ],
        "top_products": [
            {
                "product_id": write_product_id(product.product_id),
                "product_name": product.product_name,
                "quantity_ordered": render_quantity(product.quantity_ordered),
                "revenue": render_money(product.revenue),
            }
            for product in figures.top_products
        ],
        "customer_segment": figures.customer_segment,
        "risk_score": figures.risk_score,
    }


def render_credit_check(check: CreditCheck) -> dict[str, Any]:
    return {
        "customer_id": f"{CUSTOMER}{check.customer_id}",
        "credit_score": check.score,
        "credit_rating": check.rating,
        "recommended_credit_limit": render_money(check.recommended_limit),
        "current_credit_limit": render_money(check.current_limit),
        "risk_assessment": check.risk,
        "last_checked": render_time(check.checked_at),
    }


def render_time(instant: datetime | None) -> str | None:
    """UTC to the second: ``2024-01-15T10:30:00Z``."""
    return f"{instant.astimezone(UTC).isoformat()[:19]}Z" if instant else None


def render_money(amount: Decimal | None) -> orjson.Fragment | None:
    """A JSON number with two decimals: ``10000.00``."""
    return None if amount is None else orjson.Fragment(f"{amount:.2f}")


def render_rate(rate: Decimal | None) -> orjson.Fragment | None:
    """A JSON number with as many decimals as it needs, but one: ``5.0``, ``7.25``."""
    if rate is None:
        return None
    short = f"{rate.normalize():f}"
    return orjson.Fragment(short if "." in short else f"{short}.0")


def render_quantity(quantity: Decimal) -> orjson.Fragment:
    """A JSON number with no more decimals than it needs: ``150``, ``2.5``."""
    return orjson.Fragment(f"{quantity.normalize():f}")
