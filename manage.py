#!/usr/bin/env python
"""Django's command line for Madang."""

import os
import sys
from importlib import import_module


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except OSError as error:
        sys.exit(
            f"데이터 폴더에 쓸 수 없습니다: {error.filename} 폴더의 주인과 권한을 "
            "확인하거나 DATA_DIR을 쓸 수 있는 폴더로 정해 주세요."
        )
    except (ImproperlyConfigured, ValueError) as error:
        sys.exit(f"환경 변수나 .env 파일의 값을 확인해 주세요: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
