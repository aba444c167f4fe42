/** Programs that look at what a Java machine that was started ahead could get wrong; `[what they do, body of main, members]`. */
export const JAVA_PROGRAMS: [string, string, string?][] = [
  ['print', 'System.out.println("é " + 1 + args.length); System.err.println("e");'],
  ['print nothing', ''],
  ['read by Scanner', 'Scanner s = new Scanner(System.in); System.out.println(s.nextInt() + s.nextInt());'],
  [
    'read by BufferedReader',
    'System.out.println(new BufferedReader(new InputStreamReader(System.in)).lines().toList());',
  ],
  [
    'read descriptor 0',
    'System.out.println(new String(new FileInputStream(FileDescriptor.in).readAllBytes()).length() + " " + System.in.available());',
  ],
  ['exit with 3', 'System.exit(3);'],
  ['throw', 'f(2);', 'static void f(int n) { if (n == 0) throw new IllegalStateException("bad"); f(n - 1); }'],
  [
    'throw with a cause',
    'try { Integer.parseInt("x"); } catch (NumberFormatException e) { throw new RuntimeException("outer", e); }',
  ],
  [
    'print a stack',
    'new Exception("here").printStackTrace(); System.out.println(Thread.currentThread().getStackTrace().length);',
  ],
  [
    'recurse without end',
    'try { g(0); } catch (StackOverflowError e) { System.out.println(e.getClass() + " " + (depth > 10000)); }',
    'static int depth; static int g(int n) { depth = n; return 1 + g(n + 1); }',
  ],
  ['recurse deeply', 'System.out.println(f(100000));', 'static int f(int n) { return n == 0 ? 0 : 1 + f(n - 1); }'],
  [
    'look at their threads',
    'System.out.println(Thread.currentThread() + " " + Thread.activeCount() + " " + new Thread().getName() + Thread.getAllStackTraces().keySet().stream().map(Thread::getName).sorted().toList());',
  ],
  [
    'look at properties',
    'var p = System.getProperties(); for (String k : new TreeSet<>(p.stringPropertyNames())) System.out.println(k + "=" + p.getProperty(k));',
  ],
  ['look at the environment', 'System.out.println(new TreeMap<>(System.getenv()));'],
  [
    'look at their class',
    'System.out.println(Main.class.getClassLoader().getClass() + " " + Main.class.getModule() + " " + Main.class.getProtectionDomain().getCodeSource().getLocation().getPath().endsWith("/"));',
  ],
  ['look at the heap', 'System.out.println(Runtime.getRuntime().maxMemory());'],
  [
    'use a hook',
    'Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook"))); System.out.println("main");',
  ],
  [
    'run threads',
    'Thread t = new Thread(() -> { throw new RuntimeException("in a thread"); }); t.start(); t.join(); System.out.println("main");',
  ],
  [
    'stay for a thread',
    'new Thread(() -> { try { Thread.sleep(50); } catch (InterruptedException e) {} System.out.println("later"); }).start(); System.out.println("main");',
  ],
  [
    'use streams and lambdas',
    'System.out.println(java.util.stream.IntStream.range(0, 1000).parallel().sum() + String.format("%.2f", 1.5) + List.of(1, 2));',
  ],
  ['run out of memory', 'List<long[]> l = new ArrayList<>(); while (true) l.add(new long[1 << 20]);'],
  ['fail in their initialisation', '', 'static int x = 1 / 0;'],
];
