"""Settings. Everything that differs between installations comes from the environment; `.env.example` lists it all."""

import os
import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from huanjie.folders import holds_data, make_folder
from huanjie.secrets import load_or_create

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = Path(env.str("HUANJIE_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
make_folder(DATA_DIR)
SQLITE_FILE = DATA_DIR / "huanjie.sqlite3"
SECRETS_FILE = Path(env.str("HUANJIE_SECRETS_FILE", default=str(DATA_DIR / "secrets.json")))
HUANJIE_SECRETS = load_or_create(SECRETS_FILE, is_used="DATABASE_URL" not in os.environ and holds_data(SQLITE_FILE))
SECRET_KEY = HUANJIE_SECRETS.session_key

DEBUG = env.bool("HUANJIE_DEBUG", default=False)
ALLOWED_HOSTS = env.list("HUANJIE_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("HUANJIE_ORIGINS", default=[])
BEHIND_TLS = env.bool("HUANJIE_TLS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "bootstrap",
    "django_filters",
    "django_htmx",
    "import_export",
    "lucide",
    "huanjie",
    "huanjie.activity",
    "huanjie.accounts",
    "huanjie.files",
    "elections",
    "audits",
    "candidates",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "huanjie.accounts.middleware.ViewerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "huanjie.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "huanjie.urls"
WSGI_APPLICATION = "huanjie.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huanjie.navigation.shell",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")

# --- database -----------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{SQLITE_FILE}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Write-ahead log and immediate transactions: with Django's defaults most concurrent writers fail (docs/adr).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # A file, so that a real worker process can share the test database.
    DATABASES["default"]["TEST"] = {"NAME": env.str("HUANJIE_TEST_SQLITE", default=str(DATA_DIR / "test.sqlite3"))}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("HUANJIE_DB_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- language and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = "Y-m-d H:i"
FORMAT_MODULE_PATH = ["huanjie.formats"]

# --- files ---------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("HUANJIE_STATIC_ROOT", default=str(DATA_DIR / "static")))
make_folder(STATIC_ROOT)
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.str("HUANJIE_FILES_DIR", default=str(DATA_DIR / "files")))
STORAGES = {
    "default": {
        "BACKEND": env.str("HUANJIE_FILE_STORAGE", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("HUANJIE_FILE_STORAGE_OPTIONS", default={}),
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Once `collectstatic` has run (make run does), files are served compressed and under names that change with content.
COLLECTED = (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
if COLLECTED or "collectstatic" in sys.argv:
    STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
WHITENOISE_USE_FINDERS = not COLLECTED
# Source maps are for developers and the largest files of all: their compressing alone takes half of a first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "gz", "br", "png", "jpg", "gif", "webp", "woff", "woff2"]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # one street's sheet is communities x figures
UPLOAD_MAX_BYTES = env.int("HUANJIE_UPLOAD_MAX_MB", default=50) * 1024 * 1024
FONTS_DIR = Path(env.str("HUANJIE_FONTS_DIR", default=str(DATA_DIR / "fonts")))

# --- sign-in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "huanjie.accounts.passwords.LengthValidator"},
    {"NAME": "huanjie.accounts.passwords.ThreeClassesValidator"},
    {"NAME": "huanjie.accounts.passwords.NotLikeAccountValidator"},
    {"NAME": "huanjie.accounts.passwords.NotReusedValidator"},
]
PASSWORD_MAX_AGE_DAYS = env.int("HUANJIE_PASSWORD_MAX_AGE_DAYS", default=90)
AXES_FAILURE_LIMIT = env.int("HUANJIE_LOCKOUT_AFTER", default=5)
AXES_COOLOFF_TIME = env.int("HUANJIE_LOCKOUT_MINUTES", default=10) / 60
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_LOCKOUT_CALLABLE = "huanjie.accounts.views.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the clock of a lock-out runs from the attempt that caused it
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SESSION_COOKIE_AGE = env.int("HUANJIE_IDLE_MINUTES", default=30) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS

# --- the browser ---------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's own icons are data URIs in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # a briefing's PDF is shown beside its words
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SILENCED_SYSTEM_CHECKS = ["security.W019", "security.W005", "security.W021"]
# Over plain HTTP inside a closed network the TLS checks cannot pass; with HUANJIE_TLS=1 they all apply.
if not BEHIND_TLS:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]
SILENCED_SYSTEM_CHECKS += ["axes.W006"]  # by account name on purpose: a whole street office shares one address

# --- long jobs -----------------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
BROKER_DIR = DATA_DIR / "broker"
CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # the job row is the truth, the broker only a bell: a lost bell must not hold a page
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 3600,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CELERY_BROKER_URL = "filesystem://"
    for _folder in ("in", "control"):
        make_folder(BROKER_DIR / _folder)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "in"),
        "data_folder_out": str(BROKER_DIR / "in"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.05,
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CLOCK_SECONDS = env.float("HUANJIE_CLOCK_SECONDS", default=15)
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": CLOCK_SECONDS * every, "options": {"expires": max(CLOCK_SECONDS * every, 30)}}
    for name, task, every in (
        ("sweep-file-jobs", "huanjie.files.tasks.sweep", 1),
        ("compile-due-briefings", "reports.tasks.compile_due_briefings", 2),
        ("open-report-days", "reports.tasks.open_days", 20),
    )
}
JOB_LEASE_SECONDS = env.int("HUANJIE_JOB_LEASE_SECONDS", default=60)
JOB_MAX_ATTEMPTS = 3

# --- log -----------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("HUANJIE_LOG_LEVEL", default="WARNING")},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        "kombu.connection": {"level": "ERROR"},
    },
}
