"""What the demo company sells: number, name, price in US dollars."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Product:
    number: str
    name: str
    price: Decimal


def _products(table: str) -> tuple[Product, ...]:
    rows = (line.split("|") for line in table.strip().splitlines())
    return tuple(Product(number, name, Decimal(price)) for number, name, price in rows)


PRODUCTS = _products(
    """
SH-1001|Steel shelf, 4 tiers|89.00
SH-1002|Steel shelf, 5 tiers|109.00
SH-1003|Steel shelf, heavy duty|189.50
SH-1010|Shelf board, spare|17.90
SH-1020|Corner shelf|74.00
RK-2001|Pallet rack, starter bay|349.00
RK-2002|Pallet rack, add-on bay|279.00
RK-2010|Rack beam, 108 in|46.25
RK-2011|Rack upright guard|21.80
BX-3001|Storage bin, small|3.45
BX-3002|Storage bin, medium|6.20
BX-3003|Storage bin, large|11.75
BX-3010|Bin label holders, 50|9.90
BX-3020|Folding crate|14.60
BX-3030|Shipping carton, 100|62.00
CT-4001|Platform truck|159.00
CT-4002|Hand truck, folding|79.00
CT-4003|Pallet jack, 5,500 lb|389.00
CT-4004|Utility cart, 2 shelves|119.00
CT-4010|Caster set|28.40
WB-5001|Workbench, 60 in|319.00
WB-5002|Workbench, 72 in, drawers|459.00
WB-5010|Anti-fatigue mat|54.90
WB-5011|Bench vise, 6 in|96.75
PK-6001|Stretch wrap, 4 rolls|38.50
PK-6002|Packing tape, 36 rolls|57.60
PK-6003|Bubble wrap, 250 ft|33.20
PK-6004|Strapping kit|142.00
PK-6010|Packing paper, roll|44.10
SF-7001|Safety gloves, dozen|26.40
SF-7002|Safety glasses, dozen|31.80
SF-7003|Floor marking tape|12.95
SF-7004|First aid cabinet|87.30
SF-7005|Spill kit, 20 gal|118.00
LB-8001|Label printer|249.00
LB-8002|Labels 4x6, 4 rolls|42.00
LB-8003|Barcode scanner, cordless|199.00
OF-9001|Locker, 3 doors|229.00
OF-9002|Key cabinet|64.50
OF-9003|Whiteboard, 4x6 ft|139.00
"""
)

#: What a US dollar is worth elsewhere, for prices on foreign orders.
RATES = {
    "USD": Decimal("1.00"),
    "CAD": Decimal("1.36"),
    "GBP": Decimal("0.79"),
    "EUR": Decimal("0.92"),
    "AUD": Decimal("1.50"),
    "CHF": Decimal("0.89"),
    "PLN": Decimal("4.00"),
}
