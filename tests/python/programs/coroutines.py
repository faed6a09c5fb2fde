"""asyncio beside threads."""
import asyncio
import threading
import time


async def work(i):
    await asyncio.sleep(0.05)
    return i


async def main():
    print(await asyncio.gather(*(work(i) for i in range(3))))
    print(await asyncio.to_thread(lambda: threading.current_thread() is threading.main_thread()))
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    threading.Timer(0.05, loop.call_soon_threadsafe, (future.set_result, "from a thread")).start()
    print(await future)
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.05)
    except asyncio.TimeoutError:
        print("too slow")
    time.sleep(0.01)


asyncio.run(main())
asyncio.run(main())
