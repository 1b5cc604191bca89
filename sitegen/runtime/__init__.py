"""Makes the Python that the browser gets: PyScript, Pyodide, and the packed standard library with
the engine in it.
"""
