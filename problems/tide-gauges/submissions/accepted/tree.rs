use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let mut words = text.split_ascii_whitespace();
    let n: usize = words.next().unwrap().parse().unwrap();
    let q: usize = words.next().unwrap().parse().unwrap();
    let mut tree = vec![i32::MAX; 2 * n];
    for leaf in tree[n..].iter_mut() {
        *leaf = words.next().unwrap().parse().unwrap();
    }
    for k in (1..n).rev() {
        tree[k] = tree[2 * k].min(tree[2 * k + 1]);
    }
    let mut answers = String::new();
    for _ in 0..q {
        let kind = words.next().unwrap();
        let first: usize = words.next().unwrap().parse().unwrap();
        let second: i32 = words.next().unwrap().parse().unwrap();
        if kind == "set" {
            let mut k = n + first - 1;
            tree[k] = second;
            while k > 1 {
                tree[k / 2] = tree[k].min(tree[k ^ 1]);
                k /= 2;
            }
            continue;
        }
        let (mut a, mut b, mut least) = (n + first - 1, n + second as usize, i32::MAX);
        while a < b {
            if a % 2 == 1 {
                least = least.min(tree[a]);
                a += 1;
            }
            if b % 2 == 1 {
                b -= 1;
                least = least.min(tree[b]);
            }
            a /= 2;
            b /= 2;
        }
        answers.push_str(&format!("{}\n", least));
    }
    print!("{}", answers);
}
