"""A client that does what the vendor's own library for JavaScript is known to do: the address
lower-cased, ``api2.svc/`` appended, no body for calls without parameters, up to 20 calls at a time;
any status that is not 2xx is a failure of the transport, and what it walks through it does not check
first."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any, TypeVar
from urllib.parse import urlsplit

MOST_CALLS = 20
UNSET_STATE = "n/a"

T = TypeVar("T")


class TransportError(Exception):
    """An answer that is no success."""


class RpmError(Exception):
    """``Result.Error.Message``."""


class VendorClient:
    """
    Args:
        port: of the server; the name ``api.localhost`` need not be resolvable.
    """

    def __init__(self, url: str, key: str, port: int) -> None:
        url = url.lower()
        url = url if url.endswith("/") else f"{url}/"
        self.url = url if url.endswith("api2.svc/") else f"{url}api2.svc/"
        host = urlsplit(self.url).hostname or ""
        assert host.partition(".")[0] == "api"
        self.key, self.port = key, port

    def request(self, call: str, data: Any = None) -> Any:
        address = urlsplit(f"{self.url}{call}")
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                "POST",
                address.path,
                None if data is None else json.dumps(data),
                {
                    "Host": address.netloc,
                    "RpmApiKey": self.key,
                    "Content-Type": "application/json",
                },
            )
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        if not 200 <= response.status < 300:
            raise TransportError(response.status)
        result = json.loads(body).get("Result")
        if not result:
            raise TransportError(body)
        if result.get("Error"):
            raise RpmError(result["Error"]["Message"])
        return result

    def in_parallel(self, calls: Sequence[Callable[[], T]]) -> list[T]:
        with ThreadPoolExecutor(MOST_CALLS) as pool:
            return list(pool.map(lambda call: call(), calls))

    def customers(self) -> list[dict[str, Any]]:
        found = {int(row["CustomerID"]): row for row in self.request("Customers")["Customers"]}
        return list(found.values())

    def customer(self, name_or_id: str | int) -> Any:
        """``None`` if there is none."""
        member = "CustomerID" if isinstance(name_or_id, int) else "Customer"
        try:
            return self.normalized(self.request("Customer", {member: name_or_id}))
        except RpmError as error:
            if str(error) != "Customer not found":
                raise
            return None

    def create(self, data: dict[str, Any]) -> Any:
        return self._written("CustomerAdd", data)

    def edit(self, customer_id: int, data: dict[str, Any]) -> Any:
        return self._written("CustomerEdit", {**data, "CustomerID": customer_id})

    def ages(self) -> dict[str, int]:
        return {row["Type"]: row["Age"] for row in self.request("Modified")["Modified"]}

    def _written(self, call: str, data: dict[str, Any]) -> Any:
        result = self.request(call, {"Customer": data})
        shown = {field["Field"] for field in result["Fields"]}
        for field in data.get("Fields", []):
            assert field["Field"] in shown, f"Field not found: {field['Field']}"
        return self.normalized(result)

    @staticmethod
    def normalized(customer: dict[str, Any]) -> dict[str, Any]:
        customer["Age"] = customer.get("Age") or 0
        for account in customer["Accounts"]:
            account["Parent"] = customer["CustomerID"]
        for location in customer.get("Locations") or ():
            if location["StateProvince"] == UNSET_STATE:
                del location["StateProvince"]
        for item in customer["Contacts"]:
            item["Contact"]["PhoneNumbers"].sort(key=lambda phone: phone["Type"])
        return customer
