"""Streamlit building blocks: the main script, session state, widgets from fields, words."""
