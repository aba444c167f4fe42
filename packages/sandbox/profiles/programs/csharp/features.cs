// Threads, timers, files, a collection under load, exceptions, the library.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

class Features {
    static int Deep(int n) { return n == 0 ? 0 : Deep(n - 1) + 1; }

    static void Files() {
        Directory.CreateDirectory("a/b");
        File.WriteAllText("a/b/x", "text");
        File.Move("a/b/x", "a/b/y");
        File.Copy("a/b/y", "a/b/z");
        File.SetAttributes("a/b/z", FileAttributes.ReadOnly);
        File.SetLastWriteTime("a/b/y", DateTime.Now);
        using (var stream = new FileStream("a/b/y", FileMode.Open)) {
            stream.Seek(2, SeekOrigin.Begin);
            stream.WriteByte(65);
            stream.SetLength(3);
            stream.Flush();
        }
        foreach (var name in Directory.GetFiles("a", "*", SearchOption.AllDirectories)) new FileInfo(name).Length.ToString();
        Directory.Delete("a", true);
        File.Delete(Path.GetTempFileName());
    }

    static void Main() {
        var numbers = Console.In.ReadToEnd().Split(new[] {' ', '\n'}, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        Files();
        int total = 0;
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() => { Thread.Sleep(1); Interlocked.Add(ref total, i); })).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Parallel.For(0, 100, i => Interlocked.Increment(ref total));
        var task = Task.Run(async () => { await Task.Delay(1); return 1; });
        total += task.Result;
        var keep = new Queue<byte[]>();
        for (int i = 0; i < 400; i++) {
            keep.Enqueue(new byte[200000]);
            if (keep.Count > 20) keep.Dequeue();
        }
        var small = new List<object>();
        for (int i = 0; i < 500000; i++) { if (i % 3 == 0) small.Add(new object()); else new StringBuilder("x").Append(i); }
        GC.Collect();
        try { object nothing = null; nothing.ToString(); } catch (NullReferenceException) { total++; }
        try { throw new InvalidOperationException("x"); } catch (Exception) { total++; }
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < 60) { }
        var random = new Random();
        var out_ = new StreamWriter(Console.OpenStandardOutput());
        if (Deep(10000) == 10000 && numbers.Sum() == 6 && BigInteger.Pow(3, 1000) > 1 && total == 6 + 100 + 3 && random.Next(5) < 5) out_.WriteLine("ok");
        out_.Flush();
    }
}
