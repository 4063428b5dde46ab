"""moto's S3 server, which looks and writes in two steps, made to take one write at a time: real services decide a
condition (If-None-Match) and the write it is for in one step, and of two writers at once one wins.

    python moto-server.py PORT
"""

import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.server import MotoRequestHandler
from werkzeug.serving import run_simple

application = DomainDispatcherApplication(create_backend_app)
one_at_a_time = threading.Lock()


def serve(environ, start_response):
    if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
        return application(environ, start_response)
    with one_at_a_time:
        return application(environ, start_response)


run_simple("127.0.0.1", int(sys.argv[1]), serve, threaded=True, request_handler=MotoRequestHandler)
