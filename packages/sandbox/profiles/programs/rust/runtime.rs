// Threads, channels, locks, panics, time, chance, large and growing memory, the surroundings.
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, BufWriter, IsTerminal, Read, Write};
use std::sync::{atomic::*, mpsc, Arc, Barrier, Condvar, Mutex, Once, RwLock};
use std::time::{Duration, Instant, SystemTime};
use std::{env, panic, process, thread};
fn depth(n: u64) -> u64 { let room = [n; 64]; if n == 0 { 0 } else { 1 + depth(n - 1) + room[3] - n } }
fn main() {
    let mut input = String::new();
    io::stdin().lock().read_line(&mut input).unwrap();
    io::stdin().read_to_string(&mut input).unwrap();
    let _ = (io::stdin().is_terminal(), io::stdout().is_terminal());
    let (send, receive) = mpsc::channel();
    let gate = Arc::new(Barrier::new(3));
    let shared = Arc::new((Mutex::new(0u64), Condvar::new(), RwLock::new(HashMap::new()), AtomicU64::new(0)));
    for i in 0..3u64 {
        let (send, gate, shared) = (send.clone(), gate.clone(), shared.clone());
        thread::Builder::new().name(format!("worker {i}")).stack_size(1 << 20).spawn(move || {
            gate.wait();
            *shared.0.lock().unwrap() += i;
            shared.1.notify_all();
            shared.2.write().unwrap().insert(i, i);
            shared.3.fetch_add(1, Ordering::SeqCst);
            thread::yield_now();
            send.send(i).unwrap();
        }).unwrap();
    }
    drop(send);
    let sum: u64 = receive.iter().sum();
    let held = shared.0.lock().unwrap();
    let _ = shared.1.wait_timeout(held, Duration::from_millis(1)).unwrap();
    let mut local = vec![1, 2, 3];
    thread::scope(|s| { s.spawn(|| local.push(4)); });
    thread::park_timeout(Duration::from_millis(1));
    thread::sleep(Duration::from_millis(1));
    let deep = thread::Builder::new().stack_size(256 << 20).spawn(|| depth(100_000)).unwrap().join().unwrap();
    panic::set_hook(Box::new(|_| {}));
    let caught = panic::catch_unwind(|| { let v: Vec<i32> = vec![]; v[1] }).is_err() && thread::spawn(|| panic!("x")).join().is_err();
    let _ = (Instant::now(), SystemTime::now(), env::args().count(), env::vars().count(), env::current_dir(), process::id(), thread::available_parallelism());
    let mut big: Vec<u64> = Vec::new();
    for i in 0..5_000_000 { big.push(i); }
    big.shrink_to_fit();
    let zeros = vec![0u8; 100 << 20];
    let tree: BTreeMap<u32, String> = (0..100_000).map(|i| (i * 7919 % 100_003, "x".repeat(40))).collect();
    static ONCE: Once = Once::new();
    ONCE.call_once(|| eprintln!("a word to nobody"));
    let mut out = BufWriter::new(io::stdout().lock());
    let good = sum == 3 && deep == 100_000 && caught && big.len() + zeros.len() + tree.len() > 0;
    writeln!(out, "{}", if good { "ok" } else { "wrong" }).unwrap();
    out.flush().unwrap();
    process::exit(0);
}
