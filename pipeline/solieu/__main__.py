"""`python -m solieu`: the command line."""

from solieu.cli import main

if __name__ == "__main__":
    main()
