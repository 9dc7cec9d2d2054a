"""The page and the HTTP API of ``score serve``: a server that stores nothing and opens no file.

Requests are received and guarded in one process (``application``, ``guard``, ``intake``) and
carried out in a few others (``pool``, ``tasks``), which can be stopped when a file takes too long.
Nothing here scores or lays out; every answer is made by the same functions the commands use.
"""
