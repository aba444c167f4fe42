// Threads, pools, parallel streams, timers, garbage, deep recursion, time zones, chance, exit hooks, signals to itself.
import java.io.*;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.*;
import java.util.stream.*;

public class Runtime1 {
    static int depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        while (in.readLine() != null) {}
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < 8; i++) { int n = i; parts.add(pool.submit(() -> n)); }
        int sum = 0;
        for (Future<Integer> part : parts) sum += part.get();
        pool.shutdown();
        pool.awaitTermination(5, TimeUnit.SECONDS);
        long total = LongStream.range(0, 100000).parallel().sum();
        long later = CompletableFuture.supplyAsync(() -> 5L).thenApply(n -> n * 2).get();
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        lock.lock();
        changed.await(1, TimeUnit.MILLISECONDS);
        lock.unlock();
        Object monitor = new Object();
        synchronized (monitor) { monitor.wait(1); }
        Thread sleeper = new Thread(() -> { try { Thread.sleep(100000); } catch (InterruptedException e) {} });
        sleeper.setDaemon(true);
        sleeper.setPriority(Thread.MIN_PRIORITY);
        sleeper.start();
        sleeper.interrupt();
        sleeper.join();
        int[] deep = new int[1];
        Thread stack = new Thread(null, () -> deep[0] = depth(100000), "deep", 1L << 28);
        stack.start();
        stack.join();
        boolean overflow = false;
        try { depth(Integer.MAX_VALUE); } catch (StackOverflowError e) { overflow = true; }
        boolean caught = false;
        try { Object none = null; none.hashCode(); } catch (NullPointerException e) { caught = true; }
        try { System.out.print(1 / (args.length)); } catch (ArithmeticException e) {}
        for (int i = 0; i < 300; i++) { byte[] block = new byte[1 << 20]; block[i] = 1; }
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 500000; i++) many.add("é✓" + i);
        System.gc();
        ByteBuffer direct = ByteBuffer.allocateDirect(8 << 20);
        direct.put(0, (byte) 1);
        new Random().nextInt(); new SecureRandom().nextInt(); UUID.randomUUID(); Math.random(); ThreadLocalRandom.current().nextInt();
        ZonedDateTime.now(ZoneId.of("Europe/Berlin")).toString(); LocalDate.now(); System.nanoTime(); System.currentTimeMillis(); Instant.now();
        BigInteger.TWO.pow(10000).mod(BigInteger.TEN); String.format("%,d %s", 12345, Locale.getDefault());
        Runtime runtime = Runtime.getRuntime();
        runtime.availableProcessors(); runtime.totalMemory(); runtime.freeMemory(); System.getenv("HOME"); System.getProperty("user.dir"); System.getProperty("user.home");
        ProcessHandle.current().pid(); ProcessHandle.current().info().totalCpuDuration();
        java.util.Timer timer = new java.util.Timer(true);
        CountDownLatch rang = new CountDownLatch(1);
        timer.schedule(new TimerTask() { public void run() { rang.countDown(); } }, 1);
        rang.await();
        System.err.println("a word to nobody");
        String word = sum == 28 && total == 4999950000L && later == 10 && deep[0] == 100000 && overflow && caught ? "ok" : "wrong";
        runtime.addShutdownHook(new Thread(() -> { System.out.println(word); System.out.flush(); }));
        System.exit(0);
    }
}
