"""Serves another application with the settings that `manage.py serve` has for granian.

PORT=8001 python -m bench.beside bench.limit.wsgi:application
"""

import os
import sys


def main() -> None:
    """Become the server."""
    import django

    django.setup()
    from web.management.commands.serve import web_server_arguments

    os.execv(sys.executable, [sys.executable, *web_server_arguments(sys.argv[1])])


if __name__ == "__main__":
    main()
