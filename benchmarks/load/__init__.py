"""A class at once: many learners in one light process, real sessions and real live connections, and two browsers."""
