"""Asks a server as quickly as it answers, over connections that stay open."""

import socket
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from .servers import Server

CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it goes over the wire."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def wire(self) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.body or self.method != "GET":
            lines += [f"Content-Length: {len(self.body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; times in seconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    first_byte: float
    whole: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What so many answers cost: latencies in seconds, the rate in answers a second."""

    latencies: list[float]
    rate: float
    cpu: float

    def percentile(self, part: int) -> float:
        if len(self.latencies) < 2:
            return self.latencies[0]
        return statistics.quantiles(self.latencies, n=100, method="inclusive")[part - 1]


def ask(port: int, request: Request, *, keep_body: bool = True) -> Answer:
    """One request over a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), timeout=600) as connection:
        return _exchange(connection, request.wire(), keep_body=keep_body)


def load(server: Server, requests: Sequence[Request], seconds: float) -> Measured:
    """Ask for so long, a few at a time, the requests in turn.

    Raises:
        RuntimeError: an answer is not 200.
    """
    wires = [request.wire() for request in requests]
    cpu = server.cpu_seconds()
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        runs = [pool.submit(_run, server.port, wires, i, seconds) for i in range(CONNECTIONS)]
        latencies = [latency for run in runs for latency in run.result()]
    took = time.perf_counter() - began
    spent = (server.cpu_seconds() - cpu) / len(latencies)
    return Measured(latencies, len(latencies) / took, spent)


def _run(port: int, wires: Sequence[bytes], first: int, seconds: float) -> list[float]:
    latencies: list[float] = []
    until = time.perf_counter() + seconds
    with socket.create_connection(("127.0.0.1", port), timeout=600) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while not latencies or time.perf_counter() < until:
            answer = _exchange(connection, wires[first % len(wires)])
            first += CONNECTIONS
            if answer.status not in (200, 201):
                raise RuntimeError(f"{answer.status}: {answer.body[:500]!r}")
            latencies.append(answer.whole)
    return latencies


def _exchange(connection: socket.socket, wire: bytes, *, keep_body: bool = True) -> Answer:
    began = time.perf_counter()
    connection.sendall(wire)
    received = connection.recv(65536)
    first_byte = time.perf_counter() - began
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
    pieces = [body]
    if "content-length" in headers:
        left = int(headers["content-length"]) - len(body)
        while left > 0:
            pieces.append(_more(connection))
            left -= len(pieces[-1])
    else:
        tail = body[-5:]
        while not tail.endswith(b"0\r\n\r\n"):
            piece = _more(connection)
            tail = (tail + piece)[-5:]
            if keep_body:
                pieces.append(piece)
    whole = time.perf_counter() - began
    return Answer(int(status.split()[1]), headers, b"".join(pieces), first_byte, whole)


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 20)
    if not received:
        raise RuntimeError("The server hung up.")
    return received
