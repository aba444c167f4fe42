/*
 * Attack: includes itself twice at each level, which the bound on the depth doesn't hold.
 * Incident: endless-include
 * Expect: exited 1 | cpu-limit | memory-limit | output-limit
 * Limits: cpuTimeMs=800 memoryBytes=268435456
 */
#if __INCLUDE_LEVEL__ < 40
#include __FILE__
#include __FILE__
#endif
