#!/bin/sh
# The compile step of Go; runs inside the sandbox.
#
#     compile_go.sh GO PROGRAM SOURCE...
#
# GO is bin/go of a GOROOT. Up to Go 1.19 that holds the library compiled: then compiler and linker do without `go`,
# which would look at every package's sources first. Later ones compile what is used of it along with the program.
set -eu
go=$1 program=$2
shift 2
root=${go%/bin/go}
for library in "$root"/pkg/linux_*; do
  tools=$root/pkg/tool/${library##*/}
  [ -e "$library/fmt.a" ] && [ -x "$tools/compile" ] || continue
  "$tools/compile" -o /tmp/main.a -p main -complete -pack -trimpath /src/ -I "$library" "$@"
  exec "$tools/link" -s -w -L "$library" -o "$program" /tmp/main.a
done
export GOROOT="$root" GOCACHE=/tmp/cache GOPATH=/tmp/path GOTOOLCHAIN=local GOFLAGS=-mod=mod GO111MODULE=off CGO_ENABLED=0
exec "$go" build -trimpath -ldflags '-s -w' -o "$program" "$@"
