/*
 * Attack: uses up its time; the next run must begin at nothing.
 * Incident: isolate-channels hidden-cpu-time
 * Expect: cpu-limit
 * Limits: cpuTimeMs=150
 * Arguments: leave
 * Then: look
 */
int main(int count, char **arguments) { while (arguments[count - 1][1] == 'e') {} return 0; }
