import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

public class Main {
    /** Takes the ready task with the greatest number, and prints one task on each line. */
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] sizes = in.readLine().trim().split(" ");
        int n = Integer.parseInt(sizes[0]);
        int m = Integer.parseInt(sizes[1]);
        List<List<Integer>> followers = new ArrayList<>();
        for (int task = 0; task <= n; task++) followers.add(new ArrayList<>());
        int[] waitsFor = new int[n + 1];
        for (int i = 0; i < m; i++) {
            String[] rule = in.readLine().trim().split(" ");
            int follower = Integer.parseInt(rule[1]);
            followers.get(Integer.parseInt(rule[0])).add(follower);
            waitsFor[follower]++;
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>((a, b) -> b - a);
        for (int task = 1; task <= n; task++) {
            if (waitsFor[task] == 0) ready.add(task);
        }
        StringBuilder order = new StringBuilder();
        int done = 0;
        while (!ready.isEmpty()) {
            int task = ready.poll();
            order.append(task).append('\n');
            done++;
            for (int follower : followers.get(task)) {
                waitsFor[follower]--;
                if (waitsFor[follower] == 0) ready.add(follower);
            }
        }
        System.out.print(done == n ? order : "Impossible\n");
    }
}
