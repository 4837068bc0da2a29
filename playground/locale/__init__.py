"""The catalogues: one folder per language, and the script that brings new English words into them."""
