"""A program that cannot be compiled."""
print("never")
for
