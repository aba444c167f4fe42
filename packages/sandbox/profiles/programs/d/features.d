// Threads, files, time, a collection under load, ranges, exceptions.
import std.algorithm, std.array, std.bigint, std.conv, std.file, std.parallelism, std.random, std.stdio, std.string;
import core.thread, core.memory, core.time;

int deep(int n) { return n == 0 ? 0 : deep(n - 1) + 1; }

void main() {
    auto numbers = stdin.byLineCopy.map!(line => line.split.map!(to!int).array).joiner.array;
    mkdirRecurse("a/b");
    std.file.write("a/b/x", "text");
    std.file.rename("a/b/x", "a/b/y");
    foreach (entry; dirEntries("a", SpanMode.depth)) entry.size;
    rmdirRecurse("a");
    shared int total;
    auto threads = iota4().map!(i => new Thread({ Thread.sleep(1.msecs); }).start()).array;
    foreach (thread; threads) thread.join();
    foreach (i; parallel([1, 2, 3])) { import core.atomic : atomicOp; atomicOp!"+="(total, i); }
    ubyte[][] keep;
    foreach (i; 0 .. 300) { keep ~= new ubyte[200_000]; if (keep.length > 20) keep = keep[10 .. $].dup; }
    GC.collect();
    int[string] table;
    foreach (i; 0 .. 100_000) table[to!string(i % 1000)]++;
    bool caught;
    try throw new Exception("x"); catch (Exception) caught = true;
    uniform(1, 5);
    if (numbers.sum == 6 && total == 6 && deep(10_000) == 10_000 && table.length == 1000 && caught && BigInt(3) ^^ 100 > 1) writeln("ok");
}

int[] iota4() { return [0, 1, 2, 3]; }
