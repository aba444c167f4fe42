<?php
// Files, time, a collection under load, patterns, recursion, exceptions.
function deep($n) { return $n === 0 ? 0 : deep($n - 1) + 1; }
$numbers = array_map('intval', preg_split('/\s+/', trim(stream_get_contents(STDIN))));
mkdir('a/b', 0755, true);
file_put_contents('a/b/x', 'text');
rename('a/b/x', 'a/b/y');
chmod('a/b/y', 0600);
symlink('b', 'a/c');
link('a/b/y', 'a/b/z');
touch('a/b/y', 1);
copy('a/b/y', 'a/b/w');
$file = fopen('a/b/y', 'r+');
fseek($file, 2);
fwrite($file, 'z');
ftruncate($file, 3);
fflush($file);
fsync($file);
fclose($file);
foreach (scandir('a/b') as $name) { stat("a/b/$name"); }
foreach (['w', 'y', 'z'] as $name) unlink("a/b/$name");
unlink('a/c');
rmdir('a/b');
rmdir('a');
unlink(tempnam('/tmp', 'x'));
getcwd();
chdir('/tmp');
usleep(1000);
time_nanosleep(0, 1000);
$until = hrtime(true) + 20000000;
while (hrtime(true) < $until);
getrusage();
memory_get_peak_usage(true);
$keep = [];
for ($i = 0; $i < 300; $i++) { $keep[] = str_repeat('x', 200000); if (count($keep) > 20) array_shift($keep); }
$cycle = [];
for ($i = 0; $i < 20000; $i++) { $a = new stdClass; $a->self = $a; }
gc_collect_cycles();
random_int(1, 5);
mt_rand();
date('Y');
try { intdiv(1, 0); } catch (DivisionByZeroError $error) { $numbers[] = 1; }
usort($numbers, fn ($a, $b) => $a <=> $b);
$queue = new SplPriorityQueue;
$queue->insert(1, 1);
if (deep(20000) === 20000 && array_sum($numbers) === 7 && preg_match('/^a+$/', str_repeat('a', 10000))) fwrite(STDOUT, "ok\n");
