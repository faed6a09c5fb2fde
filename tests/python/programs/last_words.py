"""What a process prints last is not lost, however soon the program ends after it."""
from multiprocessing import Process


def speak(i):
    print("the last words of", i)


children = [Process(target=speak, args=(i,)) for i in range(3)]
for child in children:
    child.start()
for child in children:
    child.join()
