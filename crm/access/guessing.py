"""Guessing at the endpoints that hand out tokens is slowed.

Wrong answers are counted for each client at each address, and for each address alone: a client that is
set up wrongly is stopped soon, and its neighbours behind the same address are not.
"""

import base64
import binascii
import hashlib
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.exceptions import Throttled

from .address import client_address

SECONDS = 60
#: How many clients of one address may use their wrong tries up before the whole address waits.
CLIENTS_OF_AN_ADDRESS = 10


def refuse_guessing(request: HttpRequest) -> None:
    """Look before the credentials are.

    Raises:
        Throttled: there were ``TOKEN_FAILURES`` wrong ones in this minute of the clock. It says how
            many seconds are left.
    """
    limits = _limits(request)
    counts = cache.get_many(limits)
    if any(count >= limits[key] for key, count in counts.items()):
        raise Throttled(wait=SECONDS - time.time() % SECONDS)


def count_wrong_guess(request: HttpRequest) -> None:
    """The credentials were wrong."""
    for key in _limits(request):
        cache.add(key, 0, SECONDS)
        try:
            cache.incr(key)
        except ValueError:  # it has run out between the two
            cache.set(key, 1, SECONDS)


def _limits(request: HttpRequest) -> dict[str, int]:
    """Key of the cache -> wrong tries allowed."""
    address = client_address(request)
    most: int = settings.TOKEN_FAILURES
    return {
        _key(address, _named_client(request)): most,
        _key(address): most * CLIENTS_OF_AN_ADDRESS,
    }


def _key(*whose: str) -> str:
    text = "\0".join(whose).encode(errors="surrogatepass")
    return f"token-failures:{hashlib.sha256(text).hexdigest()}:{int(time.time() // SECONDS)}"


def _named_client(request: HttpRequest) -> str:
    """The client id by HTTP Basic, or else in the form; whether there is such a client or not."""
    scheme, _, pair = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(pair, validate=True).partition(b":")[0].decode("latin-1")
        except (binascii.Error, ValueError):
            return ""
    return request.POST.get("client_id", "")
