"""The compile step of Python: checks the syntax of every source.

    check_python.py SOURCE...

Prints `main.py:LINE:COLUMN: error: SyntaxError: ...` (columns from 1) with the line and a mark, and exits with 1.
Runs with -I -S: nothing of the program is imported or executed.
"""

import os
import sys


def complaint(name, error):
    lines = [f"{name}:{error.lineno or 1}:{error.offset or 1}: error: {type(error).__name__}: {error.msg}"]
    if error.text:
        text = error.text.rstrip("\r\n")
        indent = len(text) - len(text.lstrip())
        lines.append("    " + text.strip())
        lines.append("    " + " " * max(0, (error.offset or 1) - 1 - indent) + "^")
    return "\n".join(lines)


def main():
    for source in sys.argv[1:]:
        name = os.path.relpath(source, "/src")
        with open(source, "rb") as file:
            code = file.read()
        try:
            compile(code, name, "exec", dont_inherit=True)
        except SyntaxError as error:
            print(complaint(name, error), file=sys.stderr)
            return 1
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            print(f"{name}:1:1: error: {type(error).__name__}: {error}", file=sys.stderr)
            return 1
    return 0


sys.exit(main())
