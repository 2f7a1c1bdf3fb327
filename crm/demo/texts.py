"""The phrases that people write on records."""

JOBS = (
    "Purchasing Manager",
    "Owner",
    "Operations Manager",
    "Office Manager",
    "Accounts Payable",
    "Warehouse Supervisor",
    "Managing Director",
    "Buyer",
)
TERMS = ("Net 30", "Net 30", "Net 15", "Net 45", "Net 60", "Due on receipt", "2/10 Net 30")
SHIPPING = ("UPS Ground", "FedEx Freight", "Pickup", "DHL Express", "Own carrier")
SITES = ("Warehouse", "Plant 2", "Back entrance", "Branch", "Construction site")
NOTES = (
    "Prefers to be called before noon.",
    "Delivery by the rear entrance.\nRing twice.",
    "Invoices by e-mail only.",
    "Asks for a quote each spring.",
    "Has a key account at headquarters; small orders are welcome all the same.",
    "Closed in the first half of August.",
)
#: By note type, in the order of ``lists.NOTE_TYPES``.
ENTRIES = (
    ("Met at the trade fair, wants the new catalogue.", "Moved to a larger office."),
    ("Lift gate needed.", "Deliveries only until 3 pm."),
    ("Two bins arrived cracked; replacements sent.", "Was billed twice, corrected."),
    ("Pays late in December, but pays.", "Asked for sixty days, agreed."),
)

STATES = {
    "Midwest": "IL WI IN MI OH MN MO IA NE",
    "Northeast": "MA CT PA NY NJ",
    "South": "TN KY GA NC FL TX MD",
    "West": "CO AZ UT WA OR CA",
}


def region_of(country: str, state: str) -> str:
    """The sales region of a place, one of ``lists.REGIONS``."""
    if country != "US":
        return "International"
    return next(region for region, states in STATES.items() if state in states.split())
