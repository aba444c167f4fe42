/*
 * Attack: signals to everybody it can name.
 * Incident: kill-all signals-to-others
 * Expect: exited 0
 * Arguments: {pid}
 * Stdout: safe
 */
for (const pid of [1, process.ppid, Number(process.argv[2])])
  for (const signal of ['SIGKILL', 'SIGSTOP', 'SIGTERM']) {
    try {
      process.kill(pid, signal);
      if (pid > 2) console.log('BREACH:', pid);
    } catch {}
  }
try {
  process.kill(-1, 'SIGKILL');
} catch {}
console.log('safe');
