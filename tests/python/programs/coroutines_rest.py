"""asyncio: queues, locks, executors of both kinds, errors, cancelling, signals of the loop."""
import asyncio
import concurrent.futures
import os
import threading


def pid():
    return os.getpid()


async def produce(queue):
    for i in range(3):
        await queue.put(i)
    await queue.put(None)


async def consume(queue):
    got = []
    while (item := await queue.get()) is not None:
        got.append(item)
    return got


async def fail():
    await asyncio.sleep(0)
    raise ValueError("no")


async def forever():
    try:
        await asyncio.sleep(60)
    finally:
        print("cancelled")


async def main():
    queue = asyncio.Queue(1)
    _, got = await asyncio.gather(produce(queue), consume(queue))
    print(got, await asyncio.gather(fail(), return_exceptions=True))
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor() as threads:
        print(await loop.run_in_executor(threads, threading.current_thread) is not threading.main_thread())
    with concurrent.futures.ProcessPoolExecutor(1) as processes:
        print(await loop.run_in_executor(processes, pid) != os.getpid())
    task = asyncio.create_task(forever())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print(task.cancelled())
    lock, event = asyncio.Lock(), asyncio.Event()
    loop.call_later(0.02, event.set)
    async with lock:
        await event.wait()
        print(lock.locked(), event.is_set())
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0)), asyncio.create_task(fail())])
    print(len(done), len(pending), sorted(str(task.exception()) for task in done))
    handled = asyncio.run_coroutine_threadsafe
    result = []
    thread = threading.Thread(
        target=lambda: result.append(handled(asyncio.sleep(0.01, "from a thread"), loop).result()))
    thread.start()
    while thread.is_alive():
        await asyncio.sleep(0.01)
    print(result)


asyncio.run(main())
