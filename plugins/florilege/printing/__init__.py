"""What printers, typefaces, designs and palettes are.

In: printers.yml, the fonts of the machine, a project’s `design/`. Out: figures, faces, styles. One file a
subject.
"""
