"""Makes every Python started here start its processes as the environment says."""
import multiprocessing
import os

multiprocessing.set_start_method(os.environ["MAKESPAN_START_METHOD"], force=True)
