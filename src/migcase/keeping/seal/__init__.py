"""Keys, sealed bytes, signatures and chains: the only room that knows a cipher.

What is sealed, and when, is not known here: these are functions of bytes.
"""
