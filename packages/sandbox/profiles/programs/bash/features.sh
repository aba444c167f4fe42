# Pipes, subshells, files, jobs in the background, traps, here-documents, the usual tools.
set -eu
read -r a b
read -r c
mkdir -p a/b
echo text >a/b/x
cp a/b/x a/b/y 2>/dev/null || cat a/b/x >a/b/y
mv a/b/x a/b/z
ls a/b | sort -r | head -1 | tr z y | grep -q y
total=$( (echo "$a"; echo "$b"; echo "$c") | awk '{ s += $1 } END { print s }')
seen=0
trap 'seen=1' USR1
kill -USR1 $$
sleep 0.01 &
wait $!
while read -r line; do last=$line; done < <(seq 1 5)
words=$(sed 's/o/0/' <<<"foo bar" | cut -d' ' -f2 | rev 2>/dev/null || echo rab)
mapfile -t rows < <(printf '%s\n' x y z | uniq | paste -sd, - | tr , '\n')
f=$(mktemp)
printf '%s\n' "$RANDOM $SECONDS $(date +%s) $(expr 1 + 1) $(wc -l <a/b/y)" >"$f"
find a 2>/dev/null >/dev/null || true
rm -r a "$f"
[ "$total" = 6 ] && [ "$seen" = 1 ] && [ "$last" = 5 ] && [ "${#rows[@]}" = 3 ] && echo ok
