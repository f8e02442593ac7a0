"""The pictures themselves, one module for each subject."""
