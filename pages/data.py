"""Data: look at what a network will train on."""

from playground.ui.data.page import data_page

data_page()
