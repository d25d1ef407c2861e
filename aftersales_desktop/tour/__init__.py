"""A walk through every screen, panel and paper of a demo: pictures for the guide, and a proof that all of it works."""

from aftersales_desktop.tour.walk import take_tour

__all__ = ["take_tour"]
