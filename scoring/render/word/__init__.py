"""Word documents: texts and tables as WordprocessingML, put into a package by python-docx.

``markup`` writes paragraphs, ``tables`` writes grids, ``styles`` holds the typography, ``pages``
paper, margins and page numbers, ``package`` the file. None of them knows a form or a report.
"""
