"""A JSON service over HTTPS on this machine, under a name of its own, and a gate that lets a reader in."""

import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from graph.guarded import Gate

HOST = "metrics.contoso.example"


@dataclass
class Service:
    gate: Gate
    asked: list[tuple[str, str]] = field(default_factory=list)
    answer: Callable[[web.Request], web.StreamResponse] = lambda request: web.json_response([])

    def url(self, path: str = "/cases", host: str = HOST) -> str:
        return f"https://{host}:{self.gate.port}{path}"


def certificate(folder: Path, host: str = HOST) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for a host, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2050, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "both.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())


async def loopback(host: str) -> Sequence[str]:
    return ["127.0.0.1"]


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[Service]:
    """A service at HOST on this machine, until it is no longer wanted."""
    server, client = certificate(folder)
    made = Service(gate=Gate(hosts=frozenset({HOST})))

    async def handle(request: web.Request) -> web.StreamResponse:
        made.asked.append((request.headers["Host"], request.path_qs))
        return made.answer(request)

    app = web.Application()
    app.router.add_get("/{path:.*}", handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server).start()
    port = runner.addresses[0][1]
    made.gate = Gate(hosts=frozenset({HOST}), resolve=loopback, permits=lambda _: True, port=port, tls=client, seconds=5.0)
    yield made
    await runner.cleanup()
