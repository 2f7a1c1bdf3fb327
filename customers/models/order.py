"""What a customer bought. Figures about a customer follow from these rows."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from crm.accounts.models import Account, three_capitals

from .customer import Customer


class Order(models.Model):
    """One sales order, with the place it was shipped to as it was then."""

    class Status(models.TextChoices):
        DRAFT = "draft", "draft"
        CONFIRMED = "confirmed", "confirmed"
        SHIPPED = "shipped", "shipped"
        DELIVERED = "delivered", "delivered"
        CANCELLED = "cancelled", "cancelled"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="orders", db_index=False
    )
    order_number = models.CharField(max_length=100)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.CONFIRMED)
    order_date = models.DateTimeField()
    ship_date = models.DateTimeField(null=True, blank=True)
    delivery_date = models.DateTimeField(null=True, blank=True)
    paid_date = models.DateTimeField(null=True, blank=True)
    total_amount = models.DecimalField(
        max_digits=14, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(max_length=3, blank=True, default="", validators=[three_capitals])
    ship_line1 = models.CharField(max_length=300, blank=True, default="")
    ship_line2 = models.CharField(max_length=300, blank=True, default="")
    ship_city = models.CharField(max_length=200, blank=True, default="")
    ship_state = models.CharField(max_length=200, blank=True, default="")
    ship_postal_code = models.CharField(max_length=40, blank=True, default="")
    ship_country = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-order_date", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "order_number"], name="order_number_once_per_account"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-order_date", "-id"], name="order_of_customer"),
            models.Index(fields=["account", "-order_date"], name="order_of_account"),
        ]

    def __str__(self) -> str:
        return self.order_number


class OrderLine(models.Model):
    """So many of one product in an order."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField(default=1)
    product_id = models.CharField("product", max_length=100)
    product_name = models.CharField(max_length=300, blank=True, default="")
    quantity = models.DecimalField(
        max_digits=14, decimal_places=3, default=1, validators=[MinValueValidator(0)]
    )
    unit_price = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    total = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        ordering: ClassVar = ["order_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order", "position", "account"], name="order_line_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.product_name or self.product_id}"
