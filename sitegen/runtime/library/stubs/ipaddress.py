"""Replaces ipaddress, which urllib.parse imports for hosts in brackets; the checker's links have no
such hosts."""
