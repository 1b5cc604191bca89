"""`python -m forem_smtp` is the same as the command `forem-smtp`."""

from .cli import main

if __name__ == "__main__":
    main()
