"""A believable service centre in an empty file, and the words every new centre begins with."""

from aftersales_desktop.services.demo.basics import fill_basics
from aftersales_desktop.services.demo.filling import fill_demo

__all__ = ["fill_basics", "fill_demo"]
