// A program like most submissions: compiled once per toolchain so that the compiler's classes, as they are after
// loading, are kept and shared by all later compilations (java.yaml).
import java.io.*;
import java.math.BigInteger;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class Typical {
    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    enum Colour { RED, GREEN }

    static class Node<T extends Comparable<T>> implements Comparable<Node<T>> {
        final T key;
        Node<T> next;

        Node(T key) {
            this.key = key;
        }

        @Override
        public int compareTo(Node<T> other) {
            return key.compareTo(other.key);
        }
    }

    static long[][] multiply(long[][] a, long[][] b) {
        var product = new long[a.length][b[0].length];
        for (int i = 0; i < a.length; i++)
            for (int j = 0; j < b[0].length; j++)
                for (int k = 0; k < b.length; k++) product[i][j] += a[i][k] * b[k][j] % 1_000_000_007L;
        return product;
    }

    static String kind(Object shape, Colour colour) {
        if (shape instanceof Circle circle && circle.radius() > 1) return "circle";
        String name = switch (colour) {
            case RED -> "red";
            case GREEN -> {
                yield "green";
            }
        };
        switch (name) {
            case "red":
                return "r";
            default:
                return name + shape;
        }
    }

    public static void main(String... args) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
                PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out)))) {
            StringTokenizer tokens = new StringTokenizer(in.readLine());
            int count = Integer.parseInt(tokens.nextToken());
            Map<String, List<Integer>> groups = new TreeMap<>(Comparator.reverseOrder());
            PriorityQueue<int[]> queue = new PriorityQueue<>((a, b) -> a[0] != b[0] ? a[0] - b[0] : b[1] - a[1]);
            Deque<Node<Integer>> stack = new ArrayDeque<>();
            for (int i = 0; i < count; i++) {
                groups.computeIfAbsent("k" + i % 3, key -> new ArrayList<>()).add(i);
                queue.add(new int[] {i, ~i >>> 1});
                stack.push(new Node<>(i));
            }
            BiFunction<Long, Long, Long> add = Long::sum;
            String joined = IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
            for (Map.Entry<String, List<Integer>> entry : groups.entrySet())
                out.printf("%s %d %.3f%n", entry.getKey(), entry.getValue().size(), Math.sqrt(count));
            out.println(joined + add.apply(1L, 2L) + BigInteger.TWO.pow(count) + new StringBuilder("x").reverse());
            out.println(kind(new Square(2), Colour.GREEN) + Arrays.deepToString(multiply(new long[1][1], new long[1][1])));
        } catch (NumberFormatException | IllegalStateException fault) {
            throw new RuntimeException(fault);
        }
    }
}
