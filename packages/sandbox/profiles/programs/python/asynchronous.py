# asyncio: tasks, queues, timeouts, and threads beside the loop, which wake it through a pair of sockets.
import asyncio
import time


async def produce(queue):
    for number in range(3):
        await asyncio.sleep(0.001)
        await queue.put(number)
    await queue.put(None)


async def consume(queue):
    total = 0
    while (number := await queue.get()) is not None:
        total += number
    return total


async def main():
    queue = asyncio.Queue()
    total, _ = await asyncio.gather(consume(queue), produce(queue))
    await asyncio.to_thread(time.sleep, 0.001)
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 0.001)
    except asyncio.TimeoutError:
        total += 1
    async with asyncio.Lock(), asyncio.Semaphore(2):
        return total


print("ok" if asyncio.run(main()) == 4 else "wrong")
