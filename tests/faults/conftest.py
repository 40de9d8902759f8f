from tests.installation import model_site, rows_of, site  # noqa: F401  fixtures
