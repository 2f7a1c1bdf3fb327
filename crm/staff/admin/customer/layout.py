"""Where the customer's own fields stand on the page."""

FIELDSETS = (
    (
        None,
        {
            "fields": (
                ("code", "number", "is_active"),
                ("company", "name"),
                ("email", "website"),
                ("phone", "fax"),
                ("tax_number", "group"),
                ("home_store", "lead_source"),
                ("created", "modified"),
            )
        },
    ),
    (
        "Flags",
        {
            "classes": ["tab"],
            "fields": (
                "is_b2b",
                "is_vip",
                "is_favourite",
                "is_confirmed",
                "email_marketing_agreed",
            ),
        },
    ),
    (
        "Money",
        {
            "classes": ["tab"],
            "fields": (
                ("payment_terms", "currency"),
                ("credit_limit", "current_balance"),
                ("discount_rate", "preferred_shipping"),
                ("store_balance", "reward_points"),
                "credit_checks",
            ),
        },
    ),
    ("Notes", {"classes": ["tab"], "fields": ("note", "customer_note")}),
    (
        "Other",
        {"classes": ["tab"], "fields": ("customer_since", "channel", "image", "nop_external_id")},
    ),
)
