"""All settings, in Django's own order; values come from the environment or `.env`.

Every variable read here stands in the settings table of the README; a test
compares the two. What a manager changes while the site runs is in the database.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.jobs import open_queue
from config.secret_key import load_or_create_secret_key
from uploads.videos import FRAME_HOSTS

BASE_DIR = Path(__file__).resolve().parent.parent


class _Environment(environ.Env):
    """Says which variable it is that makes no sense."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError as error:
            raise ImproperlyConfigured(f"{var}: {error}") from error


env = _Environment()
env.read_env(BASE_DIR / ".env")

# One folder holds everything that must survive.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).absolute()
DATA_DIR.mkdir(parents=True, exist_ok=True)

# Where the site listens, and the address people type.
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
WORKERS = env.int("WORKERS", default=2)
WEB_THREADS = 16  # of each worker; each has a connection, 0.3 MB and its statements
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
_site = urlsplit(SITE_URL)
_is_https = _site.scheme == "https"
_is_loopback = _site.hostname in {"127.0.0.1", "localhost", "::1"}
_loopback_hosts = ["127.0.0.1", "localhost", "[::1]"]

# Core. DEBUG is off everywhere: errors go to the log, with the request's id.
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="") or load_or_create_secret_key(
    DATA_DIR / "secret_key"
)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = _loopback_hosts if _is_loopback else [_site.hostname or ""]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Full addresses of posts and comments are kept this many days, then cut to a network.
IP_KEEP_DAYS = env.int("IP_KEEP_DAYS", default=90)

# Only these peers may say whom they speak for (X-Forwarded-For, -Proto).
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

INSTALLED_APPS = [
    "portal",
    "boards",
    "visitors",
    "search",
    "accounts",
    "siteconfig",
    "guard",
    "uploads",
    "web",
    "portal.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.kakao",
    "allauth.socialaccount.providers.naver",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.apple",
    "accounts.apps.UserSessionsConfig",
    "csp",
    "huey.contrib.djhuey",
]

MIDDLEWARE = [
    "web.request_id.RequestIdMiddleware",
    "web.settled.SettledMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.compression.CompressionMiddleware",
    "guard.csp.PolicyMiddleware",
    "guard.body_limit.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "guard.csrf.OriginCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guard.gate.AddressBanMiddleware",
    "accounts.gate.SuspensionMiddleware",
    "accounts.middleware.DeviceMiddleware",
    "accounts.middleware.ConsentMiddleware",
    "accounts.social_csp.SocialFormsMiddleware",
    "portal.middleware.MemberHeaderMiddleware",
    "web.pages.FreshMiddleware",
    "guard.throttle.ThrottledMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [DATA_DIR / "templates", BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "web.unindented.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.page_frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database: SQLite in DATA_DIR, or what DATABASE_URL names. The `cache` database
# is a file of its own, so that limits and log-in codes never wait for posts.
_SQLITE_OPTIONS = {
    # Of each thread: a list's statements take 40 kB each, the usual ones are 30.
    "cached_statements": 40,
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-200"
    ),
}


def _sqlite(name: str) -> dict[str, object]:
    return {
        "ENGINE": "config.sqlite3",
        "NAME": DATA_DIR / name,
        "CONN_MAX_AGE": None,
        "OPTIONS": _SQLITE_OPTIONS,
    }


DATABASES: dict[str, dict[str, Any]] = {"default": _sqlite("madang.sqlite3")}
if env.str("DATABASE_URL", default=""):
    DATABASES["default"] = env.db("DATABASE_URL")
    if DATABASES["default"].get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL: postgres://이름:비밀번호@서버/이름")
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    # A request keeps its connection to the end, also while it waits for a picture.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 2,
        "max_size": WEB_THREADS + 1,
    }
DATABASES["cache"] = _sqlite("cache.sqlite3")
DATABASE_ROUTERS = ["config.routers.CacheRouter"]

# `local` is this process's memory (see web.generations); `default` is shared.
CACHES: dict[str, dict[str, object]] = {
    "local": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "local",
    },
    "default": {
        "BACKEND": "web.database_cache.UpsertingCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
if env.str("CACHE_URL", default=""):
    CACHES["default"] = env.cache(
        "CACHE_URL", backend="web.redis_cache.PatientRedisCache"
    )
    if not env.str("CACHE_URL").startswith(("redis://", "rediss://")):
        raise ImproperlyConfigured("CACHE_URL: redis://서버:6379/0")

# Guests' pages, kept ready in each web worker's memory; 0 keeps none.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=12)
# How long a cache on the way (a CDN) may give a guest's page unasked, in seconds.
CDN_SECONDS = env.int("CDN_SECONDS", default=0)
# Say in X-Page-Cache whether a page was ready, and how old it is.
PAGE_CACHE_DEBUG = env.bool("PAGE_CACHE_DEBUG", default=False)

# Jobs: a SQLite file, or Redis.
JOBS_URL = env.str("JOBS_URL", default="")
HUEY = open_queue(JOBS_URL, DATA_DIR / "jobs.sqlite3")

# Members.
AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = ["accounts.backends.MemberBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "accounts.passwords.UnlikeNamesValidator"}] + [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Mail: without EMAIL_URL letters lie as files in DATA_DIR/mail.
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
HAS_MAIL = bool(env.str("EMAIL_URL", default=""))
if HAS_MAIL:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"noreply@{_site.hostname or 'localhost'}"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Sign-up and log-in (django-allauth).
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "login": "accounts.forms.LogInForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "signup": "accounts.join_forms.SignUpForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "nickname*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional" if HAS_MAIL else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = HAS_MAIL
ACCOUNT_CHANGE_EMAIL = True  # one address a member; a new one counts once verified
ACCOUNT_PREVENT_ENUMERATION = "strict"  # unverified addresses may repeat
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # an address opens the password reset
ACCOUNT_USER_DISPLAY = "accounts.adapter.display_name"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = None  # the box 자동로그인 decides
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme

# Log-in through other sites; a manager sets their keys in the admin.
SOCIALACCOUNT_ADAPTER = "accounts.social_adapter.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.social_forms.SocialSignUpForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # everybody agrees to the terms first
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address alone opens no account
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds, of one call
SOCIALACCOUNT_PROVIDERS = {"google": {"OAUTH_PKCE_ENABLED": True}}

# The second factor. Without mail nobody's address is verified, and some have none.
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1  # steps of 30 s before and after: RFC 6238, section 5.2
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _is_loopback
MFA_FORMS = {
    "authenticate": "accounts.second_factor_forms.AuthenticateForm",
    "reauthenticate": "accounts.second_factor_forms.ReauthenticateForm",
    "activate_totp": "accounts.second_factor_forms.ActivateTOTPForm",
    "authenticate_webauthn": "accounts.second_factor_forms.AuthenticateByPasskeyForm",
    "reauthenticate_webauthn": (
        "accounts.second_factor_forms.ReauthenticateByPasskeyForm"
    ),
    "login_webauthn": "accounts.second_factor_forms.LogInByPasskeyForm",
    "add_webauthn": "accounts.second_factor_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.second_factor_forms.RenamePasskeyForm",
}

# Language and time: one time zone for every date that people see and count.
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # ids and years must stay bare; counts use |intcomma

# Static files and uploads.
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [
    folder for folder in (DATA_DIR / "static", BASE_DIR / "static") if folder.is_dir()
]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.finders.EditorModuleFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.SiteStaticFilesStorage"},
}

# Safety: see guard/. A request's whole body may be 8 MB.
MAX_BODY_BYTES = 8 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
CSRF_FAILURE_VIEW = "guard.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = (
    [f"{_site.scheme}://{host}:{_site.port or 80}" for host in _loopback_hosts]
    if _is_loopback
    else [f"{_site.scheme}://{_site.netloc}"]
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _is_https
CSRF_COOKIE_HTTPONLY = True
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_SSL_REDIRECT = _is_https
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _is_https else 0
# Sub-domains may belong to others, so the site speaks for its own host only.
# W003 looks for Django's own CSRF middleware by name; guard.csrf's is built on it.
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "web.messages.CookieStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-src": FRAME_HOSTS,  # videos, once somebody has pressed play
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "worker-src": [SELF],
    },
}

# Logging: one line an event, with the id that the error page shows.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "web.request_id.RequestIdFilter"},
        "refusal": {"()": "web.require.RefusalFilter"},
    },
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} [{request_id}] {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id", "refusal"],
            "formatter": "line",
        }
    },
    "root": {
        "handlers": ["console"],
        "level": env.str("LOG_LEVEL", default="WARNING"),
    },
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "huey": {"handlers": ["console"], "propagate": False},
        # Scanners ask by address all day; each would be a traceback.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
