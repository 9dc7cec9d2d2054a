"""The page of ``score serve``: HTML made by the server, a form of it sent back whole."""
