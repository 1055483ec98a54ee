"""Write what was tagged: one module a format."""
