"""Labour mobility: from the selection of candidates to work abroad and back.

The programme will cover the employer's demand, the selection, papers and training
before departure, the stay, and the return. It is not written yet: this module
declares nothing, so an office can open no case under it.
"""
