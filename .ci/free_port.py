"""Print the first port from the one given upward that nobody listens on."""

import socket
import sys

wanted = int(sys.argv[1])
for port in range(wanted, wanted + 50):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            continue
    if port != wanted:
        print(f"Port {wanted} is taken; using {port}.", file=sys.stderr)
    print(port)
    break
else:
    sys.exit(f"No free port between {wanted} and {wanted + 50}.")
