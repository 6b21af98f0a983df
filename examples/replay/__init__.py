"""Real case handling, replayed: programmes for three public logs.

Each file declares the procedure that a log documents, never whatever it contains.
None of the logs is part of the project; `log.py` reads them where they lie.
"""
