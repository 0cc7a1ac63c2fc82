"""Every name below `localhost` is this machine (RFC 6761 §6.3): browsers know that, the resolver of a bare Debian does not."""

import socket

_resolve = socket.getaddrinfo


def _resolve_loopback(host, *rest, **options):
    is_below = isinstance(host, str) and host.endswith(".localhost")
    return _resolve("localhost" if is_below else host, *rest, **options)


socket.getaddrinfo = _resolve_loopback
