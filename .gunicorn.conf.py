"""The server: ``gunicorn crm.wsgi --config .gunicorn.conf.py``. The environment changes the numbers."""

import os

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.get("THREADS", "4"))
worker_class = "gthread"
control_socket_disable = True
graceful_timeout = 10  # seconds for requests under way when the server is told to stop
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()
