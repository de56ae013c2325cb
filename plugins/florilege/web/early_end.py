"""Has Ctrl-C end `mkdocs build` with 130 from here on, while the rest of the plugin is still being imported.

That takes a second; plugin.py imports this first, for that alone. Before MkDocs loads its plugins nothing of
ours runs: SIGINT ends it there as click ends every command, with "Aborted!" and exit code 1. Elsewhere than
in a command of MkDocs that builds, this import changes nothing.
"""

import click

from florilege.runtime.interruption import end_on_signals

_COMMAND = click.get_current_context(silent=True)

if _COMMAND is not None and _COMMAND.info_name in ("build", "gh-deploy"):
    end_on_signals()
