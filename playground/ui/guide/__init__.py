"""The Guide page: what every mark and every setting means."""
