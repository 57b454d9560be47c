"""One settings file for every installation; everything that differs is environment.

``docs/reference/settings.md`` describes each variable.
"""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from kyoso.config import environment as env
from kyoso.config import outside

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(env.text("KYOSO_VAR", str(ROOT / "var"))).resolve()
CITY_FOLDER = Path(env.text("KYOSO_CITY", str(ROOT / "cities" / "noshiro"))).resolve()

MODE = env.choice("KYOSO_MODE", ("production", "demo", "test"), "production")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
DEBUG = False

# Which door this process opens; "both" exists for the tests, which tell by host.
DOOR = env.choice(
    "KYOSO_DOOR",
    ("public", "office", "worker", "sandbox", "both"),
    "both" if MODE == "test" else "worker",
)
if DOOR == "both" and MODE != "test":
    raise ImproperlyConfigured(
        "KYOSO_DOOR=bothは試験専用です。1つの処理は1つの入口だけを開きます。"
    )
if DOOR == "sandbox" and PRODUCTION:
    raise ImproperlyConfigured(
        "KYOSO_DOOR=sandbox（試験用の代役）は、本番では動きません。"
    )
PUBLIC_PORT = env.number("PUBLIC_PORT", 8000)
OFFICE_PORT = env.number("OFFICE_PORT", 8001)
SANDBOX_PORT = env.number("SANDBOX_PORT", 8002)
PUBLIC_URL = env.text("KYOSO_PUBLIC_URL", f"http://localhost:{PUBLIC_PORT}")
OFFICE_URL = env.text("KYOSO_OFFICE_URL", f"http://office.localhost:{OFFICE_PORT}")
DOORS = {
    "public": {"urlconf": "kyoso.config.urls_public", "base": PUBLIC_URL},
    "office": {"urlconf": "kyoso.config.urls_office", "base": OFFICE_URL},
}
if not PRODUCTION:
    # Test doubles of the outside stand behind a door of their own.
    DOORS["sandbox"] = {
        "urlconf": "kyoso.config.urls_sandbox",
        "base": f"http://sandbox.localhost:{SANDBOX_PORT}",
    }
ROOT_URLCONF = DOORS.get(DOOR, DOORS["public"])["urlconf"]

# The public door and the inside (office, worker, commands) trust each other with
# nothing that is signed: each side has a key of its own (docs/adr/0004).
SIDE = "public" if DOOR == "public" else "inside"
SECRET_KEY = env.text("KYOSO_SECRET_KEY")
# What both sides derive paper codes from; older keys, after a comma, keep theirs.
CODE_KEYS = env.words("KYOSO_CODE_KEY")
if PRODUCTION and not (SECRET_KEY and CODE_KEYS):
    missing = "KYOSO_CODE_KEY" if SECRET_KEY else "KYOSO_SECRET_KEY"
    raise ImproperlyConfigured(
        f"{missing}が空です。50文字以上の無作為な文字を設定してください。"
    )
SECRET_KEY = SECRET_KEY or f"a key for the {SIDE} side of demo and tests, no other"
CODE_KEYS = CODE_KEYS or ["a key for the paper codes of demo and tests, no other"]
ALLOWED_HOSTS = env.words("KYOSO_HOSTS")
if not PRODUCTION:
    ALLOWED_HOSTS += [
        "localhost",
        "127.0.0.1",
        "[::1]",
        "office.localhost",
        "sandbox.localhost",
        "testserver",
        "office.testserver",
        "sandbox.testserver",
    ]
# A page of the public door never posts to the office.
CSRF_TRUSTED_ORIGINS = [DOORS[DOOR]["base"]] if PRODUCTION and DOOR in DOORS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ninja",  # serves the API page's own files: nothing comes from elsewhere
    "kyoso.kernel",
    "kyoso.ui",
    "kyoso.engines.audit",
    "kyoso.engines.people",
    "kyoso.engines.jobs",
    "kyoso.engines.catalogue",
    "kyoso.engines.tray",
    "kyoso.engines.media",
    "kyoso.engines.signatures",
    "kyoso.engines.residents",
    "kyoso.engines.messaging",
    "kyoso.engines.documents",
    "kyoso.engines.ledger",
    "kyoso.engines.payments",
    "kyoso.engines.certification",
    "kyoso.engines.indicators",
    "kyoso.engines.forms",
    "kyoso.engines.casework",
    "kyoso.plan",
    "kyoso.citizens.applications",
    "kyoso.citizens.bills",
    "kyoso.citizens.certificates",
    "kyoso.citizens.kiosk",
    "kyoso.region.grants",
    "kyoso.administration.amendments",
    "kyoso.connectors.digital_auth_app",
    "kyoso.connectors.national_portal",
    "kyoso.connectors.payment_page",
    "kyoso.connectors.store_terminals",
    "kyoso.connectors.webhooks",
    "kyoso.demo",
    "kyoso.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kyoso.kernel.doors.DoorMiddleware",
    "csp.middleware.CSPMiddleware",
    "kyoso.citizens.kiosk.screens.Screens",
    "kyoso.ui.kept_pages.KeptPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kyoso.ui.language.LanguageOfTheDoor",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kyoso.ui.middleware.WordsForRefusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kyoso.ui.context.page",
            ],
            "builtins": ["kyoso.ui.templatetags.ui"],
        },
    }
]
WSGI_APPLICATION = "kyoso.config.wsgi.application"
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL") or f"sqlite:///{VAR / 'kyoso.sqlite3'}",
        # A new connection per job is 3.6 times slower on PostgreSQL.
        conn_max_age=None,
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
SQLITE = "sqlite3" in DATABASES["default"]["ENGINE"]
if SQLITE:
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # A statement that comes again and again is read and planned once a connection:
    # it halves what the server spends on the small queries of a page.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        server_side_binding=True, prepare_threshold=5
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Django pickles what it keeps in a table: whoever writes it can run code in whoever
# reads it, so each side has its own. Both are named in every process, so that
# ``createcachetable`` makes both.
CACHE_TABLES = {"public": "kyoso_public_cache", "inside": "kyoso_cache"}
CACHES: dict[str, dict[str, Any]] = {
    side: {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": table,
    }
    for side, table in CACHE_TABLES.items()
}
CACHES |= {
    # Shared by all processes of a side: rate limits.
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.text("REDIS_URL"),
        "KEY_PREFIX": SIDE,
        "OPTIONS": {"serializer": "kyoso.config.plain.Plain"},
    }
    if env.text("REDIS_URL")
    else CACHES[SIDE],
    # Rendered fragments of public pages, per process.
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
    },
}

# How old a page may be that every stranger sees alike; the tests see none such.
KEPT_PAGE_SECONDS = 0 if MODE == "test" else 1

# Jobs: the database by default, Redis Queue when a city outgrows one machine.
JOBS = env.choice("KYOSO_JOBS", ("database", "redis"), "database")
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.dummy.DummyBackend"
        if MODE == "test"
        else "django_tasks_db.DatabaseBackend"
        if JOBS == "database"
        else "django_tasks_rq.RQBackend",
        "QUEUES": ["default"],
    }
}
if JOBS == "redis":
    INSTALLED_APPS += ["django_rq", "django_tasks_rq"]
    RQ_QUEUES = {
        "default": {
            "URL": env.text("REDIS_URL"),
            # Not RQ's pickles: what the public door enqueues is no code.
            "SERIALIZER": "rq.serializers.JSONSerializer",
        }
    }

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["kyoso.engines.people.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    if MODE != "test"
    else "django.contrib.auth.hashers.MD5PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kyoso.engines.people.adapter.AccountAdapter"
MFA_ADAPTER = "kyoso.engines.people.adapter.MfaAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# Residents sign up without a password, so that their log-in page asks for the mail
# address alone and sends a code; allauth's second page for that is not needed.
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Time to find the mail on another device and to type: 15 minutes, five tries.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
# Beside allauth's own: a day's codes for one address of mail, so that nobody's
# letter box is filled and no code found by asking for very many.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,50/d/key",
    "confirm_email": "1/10s/key,20/d/key",
}
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = DOOR != "office"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("KYOSO_BEHIND_PROXY") else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# Officers must have a second factor: always in production, by choice elsewhere.
OFFICER_MFA_REQUIRED = PRODUCTION or env.flag("KYOSO_OFFICER_MFA", default=False)

# From one address, without an account: twenty at a library may file three each.
FILINGS_PER_HOUR = env.number("KYOSO_FILINGS_PER_HOUR", 60)
SESSION_ENGINE = (
    "kyoso.config.office_sessions"
    if DOOR == "office"
    else "kyoso.engines.people.sessions"
)
SESSION_COOKIE_NAME = f"kyoso_{DOOR}_session"
CSRF_FAILURE_VIEW = "kyoso.ui.views.csrf_failure"
CSRF_COOKIE_NAME = f"kyoso_{DOOR}_csrf"
# A resident filling a long form must not be cut off: 20 hours (WCAG 2.2.1).
SESSION_COOKIE_AGE = 20 * 60 * 60
# Officers share desks: closing the browser ends their session.
SESSION_EXPIRE_AT_BROWSER_CLOSE = DOOR == "office"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = PRODUCTION and env.flag("KYOSO_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
if env.flag("KYOSO_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CARD_ORIGIN = "" if PRODUCTION else DOORS["sandbox"]["base"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        # A form that ends in a redirect to the card provider counts as posted there.
        "form-action": ["'self'", *env.words("KYOSO_FORM_ACTIONS", CARD_ORIGIN)],
        "frame-ancestors": ["'none'"],
    }
}
# What may be called although it is not on the public internet (test doubles).
OUTBOUND_ALLOWED_HOSTS = env.words(
    "KYOSO_OUTBOUND_HOSTS",
    "" if PRODUCTION else "localhost,127.0.0.1,office.localhost,sandbox.localhost",
)

# Card log-in, the company on whose page residents pay, the city's signature on papers.
DIGITAL_AUTH_APP = outside.digital_auth_app(DOORS, VAR, production=PRODUCTION)
PAYMENT_PAGE = outside.payment_page(CARD_ORIGIN, production=PRODUCTION)
STORE_TERMINALS = outside.store_terminals(production=PRODUCTION)
CITY_SIGNATURE = outside.city_signature(VAR, production=PRODUCTION)
TRAY = outside.tray(VAR, production=PRODUCTION)
NATIONAL_PORTAL = outside.national_portal(
    f"{CARD_ORIGIN}/national-portal" if CARD_ORIGIN else "", production=PRODUCTION
)

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English")]
LOCALE_PATHS = [ROOT / "kyoso" / "ui" / "locale"]
LANGUAGE_COOKIE_NAME = "kyoso_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
if MODE == "test":
    # WhiteNoise warns of a missing folder, and warnings are errors there.
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [
    ("tokens", ROOT / "node_modules" / "@digital-go-jp" / "design-tokens" / "dist")
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "media"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# What people sent is for Kyoso's own user and group, whatever the umask: Django's
# 644 would open it to everybody on the machine.
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# What is too large is read to its end, kept nowhere, and told by name.
FILE_UPLOAD_HANDLERS = ["kyoso.engines.media.upload_handler.LimitedUploadHandler"]

# The demo catches mail in a table, shown at /_outbox; production refuses that backend.
EMAIL_BACKEND = (
    "kyoso.engines.messaging.backends.Outbox"
    if DEMO and not env.text("KYOSO_SMTP_HOST")
    else "kyoso.engines.messaging.backends.Smtp"
)
EMAIL_HOST = env.text("KYOSO_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("KYOSO_SMTP_PORT", 25 if PRODUCTION else 1025)
EMAIL_HOST_USER = env.text("KYOSO_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("KYOSO_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("KYOSO_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("KYOSO_MAIL_FROM", "kyoso@example.jp")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kyoso.config.logs.WithoutPersonalData"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("KYOSO_LOG_LEVEL", "INFO")},
}
