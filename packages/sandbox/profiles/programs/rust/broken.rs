// Does not compile: a type, a borrow, a missing name.
fn main() { let s = String::new(); let t = s; println!("{}", s); let n: u32 = "x"; missing(); }
