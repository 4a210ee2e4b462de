"""A mail server that takes everything and writes down how many mails came, and how many came twice.

Run by `bench.messages`: `.venv/bin/python -m bench.sink PORT FILE`. In a process of its own, as a mail server is.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

EVERY = 0.2


class Sink:
    """Knows each mail by its Message-ID. The mails of a bare loop all bear the same one, and may."""

    def __init__(self) -> None:
        self.mails = self.repeated = 0
        self.seen: set[bytes] = set()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """aiosmtpd calls this with each mail."""
        self.mails += 1
        name = envelope.content.partition(b"Message-ID: ")[2].split(b"\r\n", 1)[0]
        if not name.startswith(b"<bare"):
            self.repeated += name in self.seen
            self.seen.add(name)
        return "250 OK"


async def serve(port: int, path: Path) -> None:
    """Until the process is ended."""
    sink = Sink()
    await asyncio.get_running_loop().create_server(lambda: SMTP(sink), "127.0.0.1", port)
    while True:
        unfinished = path.with_suffix(".new")
        unfinished.write_text(json.dumps({"mails": sink.mails, "repeated": sink.repeated}))
        os.replace(unfinished, path)
        await asyncio.sleep(EVERY)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
