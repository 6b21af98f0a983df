"""The Reintegration Sustainability Survey: its items, weights, scores and trends.

Pure values and functions; no case is read here.  What is asked, what an answer is
worth and how much an item weighs stand in files that say whether they are official.
"""
