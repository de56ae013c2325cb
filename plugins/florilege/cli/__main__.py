"""`python -m florilege.cli`."""

from florilege.cli.main import main

if __name__ == "__main__":
    main()
