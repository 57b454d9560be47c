"""Kyoso (共創) runs a city's digital-transformation plan."""

__version__ = "0.1.0"
