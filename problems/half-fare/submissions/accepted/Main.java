import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

public class Main {
    private static final StreamTokenizer IN = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in)));

    public static void main(String[] args) throws IOException {
        int n = next();
        int m = next();
        List<List<int[]>> ferries = new ArrayList<>();
        for (int harbour = 0; harbour <= n; harbour++) ferries.add(new ArrayList<>());
        for (int i = 0; i < m; i++) {
            int a = next();
            int b = next();
            int c = next();
            ferries.get(a).add(new int[] {b, c});
            ferries.get(b).add(new int[] {a, c});
        }
        long[] least = new long[2 * n + 2];
        Arrays.fill(least, Long.MAX_VALUE);
        PriorityQueue<long[]> heap = new PriorityQueue<>((x, y) -> Long.compare(x[0], y[0]));
        least[2] = 0;
        heap.add(new long[] {0, 2});
        while (!heap.isEmpty()) {
            long[] top = heap.poll();
            int state = (int) top[1];
            if (top[0] != least[state]) continue;
            int used = state % 2;
            for (int[] ferry : ferries.get(state / 2)) {
                reach(least, heap, top[0] + ferry[1], 2 * ferry[0] + used);
                if (used == 0) reach(least, heap, top[0] + ferry[1] / 2, 2 * ferry[0] + 1);
            }
        }
        long best = Math.min(least[2 * n], least[2 * n + 1]);
        System.out.println(best == Long.MAX_VALUE ? "impossible" : String.valueOf(best));
    }

    private static void reach(long[] least, PriorityQueue<long[]> heap, long cost, int state) {
        if (cost >= least[state]) return;
        least[state] = cost;
        heap.add(new long[] {cost, state});
    }

    private static int next() throws IOException {
        IN.nextToken();
        return (int) IN.nval;
    }
}
