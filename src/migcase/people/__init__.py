"""People and families as an office knows them, apart from the files of their cases."""
