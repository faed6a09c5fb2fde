"""sys.exit with a message: it goes to the other stream, and the code is 1."""
import sys

print("before")
sys.exit("something is missing")
