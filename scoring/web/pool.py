"""A few processes that carry out requests: bounded, timed, and replaced when one is stopped.

A thread cannot be stopped, a process can: a file that takes too long costs its own process and no
other request. Heavy work (files of offices, pages of PDF) never takes the last process, so that a
project file of a few kilobytes is always scored at once. What is carried out is not known here.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import ThreadPoolExecutor

from scoring.record import TYPE_CHECKING
from scoring.web.answers import BUSY, OWN_FAULT, TOO_SLOW, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from typing import Any

    from scoring.web.answers import Answer

    Carry = Callable[[Any], Answer]

_AGAIN = (("Retry-After", "5"),)
_MEMORY = 4 * 1024**3
"""Bytes of addresses a process may have: many times what the largest form takes."""


class Pool:
    """Processes that take jobs one at a time."""

    def __init__(self, carry: Carry, workers: int, waiting: int, seconds: float) -> None:
        """Set up for so many processes and so many waiting requests; ``start`` starts them.

        ``carry`` takes a job to its answer; it must be a function of a module, for the processes
        import it.
        """
        self._carry = carry
        self._count = max(workers, 2)
        self._limit = waiting
        self._seconds = seconds
        self._waiting = 0
        self._free: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._heavy = asyncio.Semaphore(self._count - 1)
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="job")
        self._workers: set[_Worker] = set()

    def start(self) -> None:
        """Start the processes."""
        for _ in range(self._count):
            self._free.put_nowait(self._new())

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _new(self) -> _Worker:
        worker = _Worker(self._carry)
        self._workers.add(worker)
        return worker

    async def run(self, job: object, *, heavy: bool) -> Answer:
        """The answer to a job. Raises ``RefusedError`` when there is no room or no time left."""
        if self._waiting >= self._limit:
            raise RefusedError(BUSY, "正在处理的请求太多，请过几秒再试。", (), _AGAIN)
        deadline = asyncio.get_running_loop().time() + self._seconds
        self._waiting += 1
        try:
            async with asyncio.timeout_at(deadline):
                if heavy:
                    await self._heavy.acquire()
                try:
                    worker = await self._free.get()
                except BaseException:
                    if heavy:
                        self._heavy.release()
                    raise
        except TimeoutError:
            message = f"等了 {self._seconds:g} 秒还没有轮到，请过一会儿再试。"
            raise RefusedError(BUSY, message, (), _AGAIN) from None
        finally:
            self._waiting -= 1
        try:
            return await self._ask(worker, job, deadline)
        finally:
            if heavy:
                self._heavy.release()

    async def _ask(self, worker: _Worker, job: object, deadline: float) -> Answer:
        """Hand the job over; whatever goes wrong, a usable process goes back into the queue."""
        loop = asyncio.get_running_loop()
        is_usable = False
        try:
            remaining = max(deadline - loop.time(), 0.0)
            answer = await loop.run_in_executor(self._threads, worker.ask, job, remaining)
            is_usable = True
        except TimeoutError:
            message = f"处理超过了 {self._seconds:g} 秒，已停止；请删去与自评表无关的内容再试。"
            raise RefusedError(TOO_SLOW, message) from None
        except (EOFError, OSError):
            message = "处理这个请求的进程意外结束；文件可能占用了太多内存。"
            raise RefusedError(OWN_FAULT, message) from None
        finally:
            if not is_usable:
                self._workers.discard(worker)
                worker.stop()
                worker = self._new()
            self._free.put_nowait(worker)
        return answer


class _Worker:
    """One process and the line to it."""

    def __init__(self, carry: Carry) -> None:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        self._line = here
        self._process = context.Process(target=work, args=(there, carry), daemon=True)
        self._process.start()
        there.close()

    def ask(self, job: object, seconds: float) -> Answer:
        """The answer to a job. Raises ``TimeoutError``, and ``EOFError`` when the process is gone."""
        self._line.send(job)
        if not self._line.poll(seconds):
            raise TimeoutError
        answer: Answer = self._line.recv()
        return answer

    def stop(self) -> None:
        """End the process now."""
        self._process.kill()
        self._line.close()


def work(line: Connection[Any, Any], carry: Carry) -> None:
    """Carry out jobs until the line is closed: the whole life of a process."""
    _confine()
    while True:
        try:
            job = line.recv()
        except (EOFError, OSError):
            return
        line.send(carry(job))


def _confine() -> None:
    """Let the process write no file, take no endless memory, and leave Ctrl-C to its parent."""
    import signal
    import sys

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.dont_write_bytecode = True
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for kind, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_AS, _MEMORY)):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):
            continue  # a stricter limit is already in force
