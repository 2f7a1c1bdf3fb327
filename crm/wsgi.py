"""The WSGI application that the production server loads."""

import os

from django.core.wsgi import get_wsgi_application

from .chunked import with_length

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

application = with_length(get_wsgi_application())
