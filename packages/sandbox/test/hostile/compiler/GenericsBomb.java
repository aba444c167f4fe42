/*
 * Attack: types that the compiler has to infer, at a cost exponential in their number.
 * Incident: template-bombs
 * Expect: exited 0 | exited 1 | exited 3 | cpu-limit | memory-limit
 * Limits: cpuTimeMs=4000
 */
import java.util.*;
import java.util.function.*;
public class Main {
    static <A, B> Function<A, B> f(Function<A, B> g) { return g; }
    static <T> T pick(T a, T b) { return a; }
    public static void main(String[] a) {
        Object o = pick(x(), pick(x(), pick(x(), pick(x(), pick(x(), pick(x(), pick(x(), pick(x(), pick(x(), pick(x(), pick(x(), x())))))))))));
    }
    static <T extends Comparable<T> & java.io.Serializable> T x() { return null; }
}
