"""Redis, without which the hub serves on: a cache that is away is an empty one.

So what is only counted in it, requests and wrong guesses, is not slowed for that time, and what is kept
in it is made anew. ``/readyz`` tells the operator, and one line of the log.
"""

import logging
from collections.abc import Callable
from functools import cached_property, partial
from time import monotonic
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

AWAY_SECONDS = 5  # until it is asked again
#: An answer comes in a millisecond. A connection that Redis has closed meanwhile is opened once more.
OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 1)}
#: What an empty cache says; to ``get`` the default that it was asked with.
EMPTY: dict[str, Any] = {
    "add": True,
    "set": None,
    "touch": False,
    "delete": False,
    "get_many": {},
    "has_key": False,
    "incr": 1,
    "set_many": None,
    "delete_many": None,
    "clear": False,
}

#: Of the whole process, whose threads each have a cache: server -> when to ask it again.
_away: dict[str, float] = {}


class PatientRedisCache(RedisCache):
    """What ``CACHE_URL=redis://...`` means here."""

    @cached_property
    def _cache(self) -> Any:
        options: dict[str, Any] = OPTIONS | self._options  # type: ignore[attr-defined]
        servers: list[str] = self._servers  # type: ignore[attr-defined]
        return _Asked(RedisCacheClient(servers, **options), ",".join(servers))


class _Asked:
    """A client that is asked for everything, unless it did not answer a moment ago."""

    def __init__(self, client: RedisCacheClient, server: str) -> None:
        self._client = client
        self._server = server

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._ask, name)

    def _ask(self, name: str, *args: Any) -> Any:
        if _away.get(self._server, 0) <= monotonic():
            try:
                answer = getattr(self._client, name)(*args)
            except (RedisError, OSError) as error:
                if self._server not in _away:
                    logger.error("The cache does not answer, nothing is counted: %s", error)
                _away[self._server] = monotonic() + AWAY_SECONDS
            else:
                if _away.pop(self._server, None) is not None:
                    logger.warning("The cache answers again")
                return answer
        return args[1] if name == "get" else EMPTY[name]
