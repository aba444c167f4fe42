#!/bin/sh
# The compile step of OCaml; runs inside the sandbox.
#
#     compile_ocaml.sh OCAMLOPT OCAMLDEP PROGRAM SOURCE...
#
# The compiler writes beside its sources, which are read-only, so the objects are told to go to /tmp; it wants the sources
# in the order of their dependencies.
set -eu
ocamlopt=$1 ocamldep=$2 program=$3
shift 3
if [ $# -gt 1 ]; then
  sorted=$("$ocamldep" -sort -I /src "$@")
else
  sorted=$1
fi
objects=
for source in $sorted; do
  name=${source##*/}
  stem=/tmp/${name%.*}
  case $name in
  *.mli) "$ocamlopt" -I /tmp -I +unix -I +str -c -o "$stem.cmi" "$source" ;;
  *)
    "$ocamlopt" -w -a -O3 -I /tmp -I +unix -I +str -c -o "$stem.cmx" "$source"
    objects="$objects $stem.cmx"
    ;;
  esac
done
# shellcheck disable=SC2086 # names of /src hold no blanks
exec "$ocamlopt" -I /tmp -I +unix -I +str -ccopt -static -o "$program" unix.cmxa str.cmxa $objects
