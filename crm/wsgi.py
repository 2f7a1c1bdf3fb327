"""The WSGI application that the production server loads."""

import os

from django.core.wsgi import get_wsgi_application

from .charset import in_utf8
from .chunked import with_length

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

application = in_utf8(with_length(get_wsgi_application()))
