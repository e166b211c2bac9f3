"""Limits on wrong passwords, by address and in total, in bounded memory."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

#: Wrong passwords that an address may send at once, and the seconds until it may send one more.
ADDRESS_ATTEMPTS = 10
ADDRESS_SECONDS = 6.0
#: The same for all addresses together that have not sent the right one lately.
ALL_ATTEMPTS = 60
ALL_SECONDS = 1.0
#: In seconds. So long an address that sent the right password is not counted with the others.
MAX_TRUST = 43_200.0
MAX_ADDRESSES = 10_000

# Who has one address of IPv6 has a whole network of them.
_NETWORK_BITS = 64


@dataclass(slots=True)
class _Bucket:
    """A number of attempts that fills up again with time."""

    most: int
    seconds: float
    left: float
    at: float

    def refill(self, now: float) -> None:
        self.left = min(self.most, self.left + (now - self.at) / self.seconds)
        self.at = now

    @property
    def wait(self) -> float:
        """Seconds until an attempt is allowed; 0 if one is now."""
        return 0.0 if self.left >= 1 else (1 - self.left) * self.seconds


class Throttle:
    """Counts wrong passwords; who has already signed in is never asked here."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._all = _Bucket(ALL_ATTEMPTS, ALL_SECONDS, ALL_ATTEMPTS, clock())
        self._by_address: OrderedDict[str, _Bucket] = OrderedDict()
        self._trusted: OrderedDict[str, float] = OrderedDict()

    def take(self, address: str) -> int:
        """Count an attempt as a wrong one; the seconds to wait if none is allowed now, else 0."""
        now, key = self._clock(), _key(address)
        with self._lock:
            buckets = [self._bucket(key, now)]
            if self._trusted.get(key, -math.inf) < now:
                self._all.refill(now)
                buckets.append(self._all)
            wait = max(bucket.wait for bucket in buckets)
            if wait:
                return math.ceil(wait)
            for bucket in buckets:
                bucket.left -= 1
            return 0

    def give_back(self, address: str, *, right: bool) -> None:
        """Take the last attempt of an address out of the count; it was `right`, or never judged."""
        now, key = self._clock(), _key(address)
        with self._lock:
            bucket = self._bucket(key, now)
            bucket.left = min(bucket.most, bucket.left + 1)
            if self._trusted.get(key, -math.inf) < now:
                self._all.left = min(self._all.most, self._all.left + 1)
            if right:
                self._trusted[key] = now + MAX_TRUST
                self._trusted.move_to_end(key)
                if len(self._trusted) > MAX_ADDRESSES:
                    self._trusted.popitem(last=False)

    def _bucket(self, key: str, now: float) -> _Bucket:
        bucket = self._by_address.get(key)
        if bucket is None:
            bucket = _Bucket(ADDRESS_ATTEMPTS, ADDRESS_SECONDS, ADDRESS_ATTEMPTS, now)
            self._by_address[key] = bucket
            if len(self._by_address) > MAX_ADDRESSES:
                # Whoever tries from so many addresses is held by the count of all.
                self._by_address.popitem(last=False)
        self._by_address.move_to_end(key)
        bucket.refill(now)
        return bucket


def _key(address: str) -> str:
    """One client's name: its address, or for IPv6 the network that it is given.

    >>> _key("2001:db8::1") == _key("2001:db8::ffff:1")
    True
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed.packed, _NETWORK_BITS), strict=False))
    return str(parsed)
