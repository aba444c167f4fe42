// Drives through the fence: ArrayIndexOutOfBoundsException.
import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int h = in.nextInt();
        int w = in.nextInt();
        boolean[][] clear = new boolean[h][w];
        clear[0][0] = true;
        int[] place = {0, 0};
        int[] ahead = {0, 1};
        for (char command : in.next().toCharArray()) {
            if (command == 'R') ahead = new int[] {ahead[1], -ahead[0]};
            if (command == 'L') ahead = new int[] {-ahead[1], ahead[0]};
            if (command != 'F') continue;
            place[0] += ahead[0];
            place[1] += ahead[1];
            clear[place[0]][place[1]] = true;
        }
        int count = 0;
        for (boolean[] row : clear) {
            for (boolean slab : row) {
                if (slab) count++;
            }
        }
        System.out.println(count + " " + (place[0] + 1) + " " + (place[1] + 1));
    }
}
