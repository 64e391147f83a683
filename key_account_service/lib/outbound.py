"""A message to an address on the internet, and only there."""

import ipaddress
import time
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import HTTPError

#: Seconds that a server has for the connection, for each answer, and in all.
TIMEOUT = 10
#: Bytes of an answer that are read at most; robots answer with one line.
ANSWER_SIZE = 4096
#: IPv6 addresses whose last four bytes are the IPv4 address that a gateway calls.
EMBEDDING = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("::/96"),
)


class Undelivered(Exception):
    """The message was not taken.

    ``reason`` is one of ``insecure``, ``private``, ``timeout``, ``unreachable`` and
    ``status``. Neither it nor ``detail`` ever holds the address, which is a secret.
    """

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


class _PublicConnection(HTTPSConnection):
    """Asks who answered after connecting and before saying a word.

    To look the name up beforehand would not do: the second answer of a name server may
    be another than the first.
    """

    def _new_conn(self):
        connection = super()._new_conn()
        address = ipaddress.ip_address(connection.getpeername()[0].partition("%")[0])
        if not _is_public(address):
            connection.close()
            raise Undelivered("private")
        return connection


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicAdapter(HTTPAdapter):
    def init_poolmanager(self, *args, **kwargs):
        result = super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": _PublicPool}
        return result


def _is_public(address):
    """Whether an address lies on the internet.

    >>> _is_public(ipaddress.ip_address("::ffff:10.0.0.1"))
    False
    >>> _is_public(ipaddress.ip_address("64:ff9b::10.0.0.1"))
    False
    """
    address = _meant(address)
    return address.is_global and not address.is_multicast


def _meant(address):
    """The IPv4 address that an IPv6 address stands for, else the address itself."""
    if address.version == 4:
        return address
    if any(address in network for network in EMBEDDING):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def check(url: str, trusted_hosts: frozenset[str] = frozenset()) -> None:
    """Refuse an address that is no address of the internet by its looks alone.

    :raises Undelivered: ``insecure`` or ``private``
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        raise Undelivered("insecure") from None
    if host in trusted_hosts and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https" or not host or parts.username or parts.password:
        raise Undelivered("insecure")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return
    if not _is_public(address):
        raise Undelivered("private")


def post(
    url: str,
    message: dict,
    trusted_hosts: frozenset[str] = frozenset(),
    timeout: float = TIMEOUT,
) -> bytes:
    """Send a message as JSON and return the beginning of the answer.

    Only https and only to public addresses, but for hosts that the administrator
    trusts; no redirection is followed and no proxy used.

    :raises Undelivered: whatever went wrong; the address is not in it
    """
    check(url, trusted_hosts)
    with requests.Session() as session:
        session.trust_env = False
        if (urlsplit(url).hostname or "").lower() not in trusted_hosts:
            session.mount("https://", _PublicAdapter())
        try:
            response = session.post(
                url, json=message, timeout=timeout, allow_redirects=False, stream=True
            )
            answer = _read(response, time.monotonic() + timeout)
        except requests.Timeout:
            raise Undelivered("timeout") from None
        # What requests says names the address.
        except (requests.RequestException, HTTPError, OSError, ValueError):
            raise Undelivered("unreachable") from None
    if not 200 <= response.status_code < 300:
        raise Undelivered("status", str(response.status_code))
    return answer


def _read(response, until):
    """The first bytes of an answer, however slowly it drips."""
    answer = b""
    for byte in response.iter_content(1):
        answer += byte
        if len(answer) >= ANSWER_SIZE:
            break
        if time.monotonic() > until:
            raise Undelivered("timeout")
    return answer
