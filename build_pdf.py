"""Print the tomes, without the site: `python build_pdf.py [VOLUME…]`, the same as `florilege build`."""

import sys

from florilege.cli import main

if __name__ == "__main__":
    main(["build", *sys.argv[1:]])
