"""What another WSGI server would serve; ``kyoso serve`` brings its own (``web``)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kyoso.config.settings")
application = get_wsgi_application()
