"""One core: one process, as many threads as the load has connections. Nothing is logged but errors."""

import os

bind = "127.0.0.1:" + os.environ["PORT"]
workers = 1
worker_class = "gthread"
threads = 16
keepalive = 75
loglevel = "error"
