import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        System.out.println(2L * new Scanner(System.in).nextLong());
    }
}
