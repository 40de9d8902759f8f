"""Files that become records: read in a job, shown before anything is written, written once, and undone whole.

`kinds` is what apps register; `rows` the verdict on one row as the import carries it; `chunks` keeps rows encrypted;
`bulk` writes many rows at once; `words` says every code in Chinese. The resource (`huanjie.files.resources`) joins them.
"""
