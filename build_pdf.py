"""Print the tomes, without the site: `python build_pdf.py [VOLUME…]`, the same as `florilege build`."""

from florilege.cli.main import main

if __name__ == "__main__":
    main("build")
