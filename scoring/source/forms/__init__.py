"""Filled forms of offices (workbooks, documents, web pages, tables of text) into project documents.

``opening`` opens a file as sheets of cells, whatever its format; ``reading`` finds the form in them
by the meaning of its labels. Nothing here scores, and no project value is made here: a form becomes
the same tree of nodes a project file gives, each node with the cell it came from.
"""
