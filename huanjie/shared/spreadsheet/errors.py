"""The one error of this package."""


class SpreadsheetError(Exception):
    """A file that cannot be read; the message is Chinese, names the remedy and contains no cell of the file."""
