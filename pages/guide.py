"""The guide: what every mark on the screen means."""

from playground.ui.guide.page import guide_page

guide_page()
