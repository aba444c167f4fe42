import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Main {
    private static final int[] DY = {0, 1, 0, -1};
    private static final int[] DX = {1, 0, -1, 0};

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] size = in.readLine().trim().split(" ");
        int h = Integer.parseInt(size[0]);
        int w = Integer.parseInt(size[1]);
        boolean[][] clear = new boolean[h][w];
        clear[0][0] = true;
        int count = 1;
        int y = 0;
        int x = 0;
        int direction = 0;
        for (char command : in.readLine().trim().toCharArray()) {
            if (command == 'R') direction = (direction + 1) % 4;
            if (command == 'L') direction = (direction + 3) % 4;
            if (command != 'F') continue;
            int ny = y + DY[direction];
            int nx = x + DX[direction];
            if (ny < 0 || ny >= h || nx < 0 || nx >= w) continue;
            y = ny;
            x = nx;
            if (!clear[y][x]) count++;
            clear[y][x] = true;
        }
        System.out.println(count + " " + (y + 1) + " " + (x + 1));
    }
}
