"""The version of the engine, printed in every scorecard."""

__version__ = "0.1.0"
