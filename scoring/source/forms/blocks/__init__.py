"""The blocks of a form: where each begins, and how its rows become values of a draft.

A module for each block. None knows a layout: what stands where is told by the printed labels.
"""
