#!/bin/sh
# The compile step of Ada; runs inside the sandbox.
#
#     compile_ada.sh PROGRAM SOURCE...
#
# The first source holds the main procedure. Units are taken apart into files of their names; all is made in /tmp.
set -eu
program=$1
shift
main=
for source; do
  units=$(gnatchop -w -r "$source" /tmp | sed -n 's/^ *\([^ ]*\.ad[bs]\)$/\1/p')
  for unit in $units; do case $unit in *.adb) main=${main:-$unit} ;; esac; done
done
exec gnatmake -q -O2 -gnat2012 -D /tmp -aI/tmp -o "$program" "$main" -bargs -static -largs -static
