"""Several processes read one long file of lines: the same answers in the same order, and none of them outlives it."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from softsell import jobs, lines
from softsell.model import SoftsellError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "core")}
LINES = 60_000
BEFORE = 10_000
"""Lines that are answered before other processes help."""


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Over 2 MB; each hundredth line presses, each thousandth is broken."""
    path = tmp_path_factory.mktemp("lines") / "long.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(LINES):
            text = f"Only {number} left!" if number % 100 == 0 else f"A table of oak, {number} cm"
            file.write(json.dumps({"id": number, "text": text}) + ("," if number % 1000 == 999 else "") + "\n")
    return path


def command(path: Path, processes: int) -> list[str]:
    return [sys.executable, "-m", "softsell.cli", "scan", "--lines", str(path), "--jobs", str(processes)]


def test_several_processes_answer_as_one_does(long_file: Path) -> None:
    one, three = (
        subprocess.run(command(long_file, processes), capture_output=True, env=ENVIRONMENT, check=True)
        for processes in (1, 3)
    )
    assert three.stdout == one.stdout
    assert three.stderr == b""
    replies = [json.loads(line) for line in one.stdout.splitlines()]
    assert len(replies) == LINES
    assert sum(bool(reply.get("findings")) for reply in replies) == LINES // 100
    assert sum("error" in reply for reply in replies) == LINES // 1000


def test_a_person_who_sees_no_answers_sees_how_far_it_is(long_file: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    subprocess.run(command(long_file, 1), stdout=subprocess.DEVNULL, stderr=theirs, env=ENVIRONMENT, check=True)
    os.close(theirs)
    told = os.read(ours, 10_000)
    os.close(ours)
    assert re.fullmatch(rb"(\rsoftsell: \d of 3 MB read)+\r?\n", told)


def test_what_stops_it_is_told_on_a_line_of_its_own(long_file: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(long_file, 1),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=ENVIRONMENT,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        os.close(theirs)
        told = os.read(ours, 10_000)
        process.send_signal(signal.SIGINT)
        process.wait(60)
        told += os.read(ours, 10_000)
    os.close(ours)
    assert re.fullmatch(rb"(\rsoftsell: \d of 3 MB read)+\r?\nsoftsell: stopped\r?\n", told)


def helpers(process: int) -> list[int]:
    """The processes that this one started."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.fixture
def running(long_file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A scan that several processes are at, and that waits for its output to be read."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("which processes run is read from /proc")
    with subprocess.Popen(
        command(long_file, 2),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        start_new_session=True,  # an interrupt for all of them is none for us
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout
        for _ in range(BEFORE):
            process.stdout.readline()
        ends = time.monotonic() + 60
        while len(helpers(process.pid)) < 2:
            assert time.monotonic() < ends
            assert process.stdout.readline()
        yield process
        process.kill()


@pytest.mark.parametrize(
    ("send", "how", "code", "said"),
    [(os.killpg, signal.SIGINT, 130, b"softsell: stopped\n"), (os.kill, signal.SIGKILL, -signal.SIGKILL, b"")],
    ids=["Ctrl-C", "killed"],
)
def test_what_ends_the_scan_ends_all_processes(
    running: subprocess.Popen[bytes], send: Callable[[int, int], None], how: signal.Signals, code: int, said: bytes
) -> None:
    helping = [os.pidfd_open(process) for process in helpers(running.pid)]
    send(running.pid, how)
    told, complained = running.communicate(timeout=60)
    assert (running.returncode, complained) == (code, said)
    assert told.count(b"\n") < LINES - BEFORE
    for process in helping:
        assert select.select([process], [], [], 60)[0], "it runs on"
        os.close(process)


def test_a_reader_that_has_enough_is_no_fault(running: subprocess.Popen[bytes]) -> None:
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    assert running.wait(60) == 0
    assert running.stderr.read() == b""


def test_a_process_that_dies_is_one_clear_line(running: subprocess.Popen[bytes]) -> None:
    os.kill(helpers(running.pid)[0], signal.SIGKILL)
    _, complained = running.communicate(timeout=60)
    assert running.returncode == 2
    assert re.fullmatch(rb"softsell: a process that was to help ended early .*--jobs 1\n", complained)


def test_a_process_that_cannot_begin_is_told_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    def submit(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("softsell.jobs.ProcessPoolExecutor.submit", submit)
    with pytest.raises(SoftsellError, match="--jobs 1"):
        list(jobs.in_order(abs, [1], 2))


@pytest.mark.parametrize(
    ("size", "wanted", "processes"),
    [(2_000_000, 8, 1), (2_200_000, 8, 8), (2_200_000, 1_000, 17), (10**9, 20_000, 61), (10**9, 1, 1)],
)
def test_no_more_processes_read_a_file_than_have_something_to_do(size: int, wanted: int, processes: int) -> None:
    assert lines._several(size, wanted) == processes


def test_few_inputs_are_taken_ahead() -> None:
    taken = []

    def inputs() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    made = jobs.in_order(abs, inputs(), 2)
    assert next(made) == 0
    assert len(taken) <= 5
    assert list(made) == list(range(1, 100))


def test_what_fails_fails_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(jobs.in_order((1).__truediv__, [0], 2))
    with pytest.raises(SoftsellError, match="--jobs 1"):
        list(jobs.in_order(os._exit, [3], 2))
