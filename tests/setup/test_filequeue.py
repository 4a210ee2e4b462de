"""The file queue: what is sent arrives once, whoever hammers it, and no broken file stops a worker."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection, Exchange, Queue

from msl_crm import env, filequeue

QUEUE = Queue("celery", Exchange("celery"), routing_key="celery")
HAMMER = """
import sys
from pathlib import Path
from queue import Empty
from kombu import Connection, Exchange, Queue
from msl_crm import filequeue

kind, folder, name, count = sys.argv[1:]
done = Path(folder) / "done"
filequeue.register()
queue = Queue("celery", Exchange("celery"), routing_key="celery")
with Connection(filequeue.URL, transport_options=filequeue.options(Path(folder))) as connection:
    simple = connection.SimpleQueue(queue)
    if kind == "send":
        for number in range(int(count)):
            simple.put({"id": f"{name}-{number}"})
    while kind == "receive":
        is_last_look = done.exists()
        try:
            message = simple.get(timeout=0.5)
        except Empty:
            if is_last_look:
                break
            continue
        print(message.payload["id"], flush=True)
        message.ack()
"""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    filequeue.register()
    with Connection(filequeue.URL, transport_options=filequeue.options(tmp_path)) as connection:
        yield connection


def receive(connection: Connection) -> Any:
    """The next message's payload, acknowledged."""
    message = connection.SimpleQueue(QUEUE).get(timeout=1)
    message.ack()
    return message.payload


def hammer(kind: str, folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HAMMER, kind, str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=env.BASE_DIR)


def test_messages_arrive_in_the_order_in_which_they_were_sent(connection: Connection) -> None:
    queue = connection.SimpleQueue(QUEUE)
    for number in range(20):
        queue.put({"id": number})
    assert queue.qsize() == 20
    assert [receive(connection)["id"] for _ in range(20)] == list(range(20))
    assert queue.qsize() == 0


def test_many_processes_send_and_receive_every_message_exactly_once(tmp_path: Path) -> None:
    receivers = [hammer("receive", tmp_path, f"r{number}", 0) for number in range(3)]
    senders = [hammer("send", tmp_path, f"s{number}", 250) for number in range(4)]
    sent = {f"s{sender}-{number}" for sender in range(4) for number in range(250)}
    assert [process.communicate(timeout=300)[0] for process in senders] == [""] * 4
    assert [process.returncode for process in senders] == [0] * 4
    (tmp_path / "done").touch()
    received = [line for process in receivers for line in process.communicate(timeout=300)[0].split()]
    assert [process.returncode for process in receivers] == [0] * 3
    assert sorted(received) == sorted(sent)
    assert not list((tmp_path / "taken").iterdir())


def whole_message(tmp_path: Path, connection: Connection) -> str:
    """The text of a proper message, taken out of the queue again."""
    connection.SimpleQueue(QUEUE).put({"id": "whole"})
    (path,) = (tmp_path / "messages").iterdir()
    text = path.read_text()
    path.unlink()
    return text


def without(text: str, *names: str) -> str:
    """The same message without one of its properties."""
    message = json.loads(text)
    part = message
    for name in names[:-1]:
        part = part[name]
    del part[names[-1]]
    return json.dumps(message)


def test_files_that_are_no_messages_are_put_aside_and_the_next_one_is_delivered(
    tmp_path: Path, connection: Connection
) -> None:
    text = whole_message(tmp_path, connection)
    broken = [
        b"",
        text[: len(text) // 2].encode(),
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        without(text, "properties").encode(),
        without(text, "properties", "delivery_tag").encode(),
        without(text, "properties", "delivery_info", "routing_key").encode(),
        text.replace('"body": "', '"body": "A').encode(),
    ]
    for number, content in enumerate(broken):
        (tmp_path / "messages" / f"{number:020d}_broken.celery.msg").write_bytes(content)
    connection.SimpleQueue(QUEUE).put({"id": "after"})
    assert receive(connection) == {"id": "after"}
    assert len(list((tmp_path / "bad").iterdir())) == len(broken)
    assert not list((tmp_path / "messages").iterdir())


def test_a_file_that_is_still_being_written_is_not_seen(tmp_path: Path, connection: Connection) -> None:
    text = whole_message(tmp_path, connection)
    (tmp_path / "messages" / ".unfinished").write_text(text)
    assert connection.SimpleQueue(QUEUE).qsize() == 0
    with pytest.raises(Empty):
        connection.SimpleQueue(QUEUE).get_nowait()


def test_a_queue_reads_only_its_own_messages(connection: Connection) -> None:
    connection.SimpleQueue(QUEUE).put({"id": "celery"})
    other = connection.SimpleQueue(Queue("other", Exchange("other"), routing_key="other"))
    other.put({"id": "other"})
    assert other.get(timeout=1).payload == {"id": "other"}
    assert connection.SimpleQueue(QUEUE).clear() == 1
    assert connection.SimpleQueue(QUEUE).qsize() == 0


def test_a_broken_exchange_table_heals_at_the_next_binding(tmp_path: Path, connection: Connection) -> None:
    connection.SimpleQueue(QUEUE).put({"id": "before"})
    (tmp_path / "control" / "celery.exchange").write_text('[["celery"')
    assert connection.default_channel.get_table("celery") == []
    with connection.clone() as later:
        QUEUE(later.default_channel).declare()
        assert [row.queue for row in later.default_channel.get_table("celery")] == ["celery"]


def test_a_deleted_queue_leaves_its_exchange(connection: Connection) -> None:
    bound = QUEUE(connection.default_channel)
    bound.declare()
    bound.delete()
    assert connection.default_channel.get_table("celery") == []
