#!/bin/sh
# The compile step of NASM; runs inside the sandbox.
#
#     compile_nasm.sh NASM GCC PROGRAM SOURCE
set -eu
nasm=$1 gcc=$2 program=$3 source=$4
"$nasm" -f elf64 -I /src/ -o /tmp/main.o "$source"
if grep -Eiq '^[[:space:]]*global[[:space:]].*\b_start\b' "$source"; then start=-nostartfiles; else start=; fi
exec "$gcc" -static -no-pie -Wl,-z,noexecstack $start -o "$program" /tmp/main.o
