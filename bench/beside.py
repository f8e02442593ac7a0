"""Serves another application with the settings that `manage.py serve` has for granian.

PORT=8001 python -m bench.beside bench.limit.wsgi:application
"""

import os
import sys


def main() -> None:
    """Become the server."""
    import django

    django.setup()
    from web.opening import granian_arguments

    granian = [sys.executable, "-m", "granian", *granian_arguments(sys.argv[1])]
    os.execv(sys.executable, granian)


if __name__ == "__main__":
    main()
