"""Replaces the module that urllib.parse imports for hosts in brackets, because links of the checker
have none to take apart."""
