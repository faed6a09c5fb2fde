"""asyncio and signals: handlers of a loop, and Ctrl+C while a coroutine waits."""
import asyncio
import os
import signal
import threading
import time


async def serve():
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, stop.set)
    loop.call_later(0.05, os.kill, os.getpid(), signal.SIGINT)
    await stop.wait()
    print("stops", loop.remove_signal_handler(signal.SIGINT), loop.remove_signal_handler(signal.SIGINT))
    heard = asyncio.Queue()
    loop.add_signal_handler(signal.SIGUSR1, heard.put_nowait, "usr1")
    os.kill(os.getpid(), signal.SIGUSR1)
    print(await heard.get())


async def work():
    try:
        await asyncio.sleep(60)
    finally:
        print("tidies up")


def interrupt():
    time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)


asyncio.run(serve())
threading.Thread(target=interrupt).start()
try:
    asyncio.run(work())
except KeyboardInterrupt:
    print("interrupted")
