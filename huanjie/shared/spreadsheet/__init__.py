"""Spreadsheets as people really write them: read any of them, say what is wrong in the user's own file, write safely.

``reader`` opens files, ``header`` finds the header, ``rows`` tells data from decoration, ``table`` puts the three
together; ``results`` holds the verdict on a row; ``marker`` and ``writer`` produce files.
"""
