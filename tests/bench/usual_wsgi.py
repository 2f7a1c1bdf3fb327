"""The server of the usual way."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.usual_settings"

application = get_wsgi_application()
