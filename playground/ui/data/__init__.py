"""The Data page: what a network will train on."""
