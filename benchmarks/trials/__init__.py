"""Experiments: rows of a configuration, what each trains, how it is measured, and the designs that lost."""
