"""Who works here, what they may do, and what the office decided: values and a fold.

Nothing here reads a clock, a database or a key; who may sign is not known here.
"""
