// Files of its own, in /work and /tmp; and what is refused politely: processes and a network.
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{symlink, FileExt, PermissionsExt};
use std::path::Path;
fn in_folder(folder: &Path) -> std::io::Result<()> {
    let base = folder.join("a/b");
    fs::create_dir_all(&base)?;
    let one = base.join("one.txt");
    fs::write(&one, "one\ntwo\n")?;
    let mut file = OpenOptions::new().read(true).append(true).open(&one)?;
    file.write_all(b"three\n")?;
    file.seek(SeekFrom::Start(0))?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    file.sync_all()?;
    file.sync_data()?;
    file.set_len(4)?;
    let again = File::options().write(true).read(true).open(&one)?;
    again.write_at(b"x", 0)?;
    again.read_at(&mut [0; 2], 0)?;
    let _ = again.try_clone()?;
    fs::copy(&one, base.join("two.txt"))?;
    fs::rename(base.join("two.txt"), base.join("three.txt"))?;
    fs::hard_link(&one, base.join("hard"))?;
    symlink(&one, base.join("link"))?;
    fs::read_link(base.join("link"))?;
    fs::canonicalize(base.join("link"))?;
    fs::metadata(&one)?.len();
    fs::symlink_metadata(base.join("link"))?;
    fs::set_permissions(&one, fs::Permissions::from_mode(0o600))?;
    assert!(BufReader::new(File::open(&one)?).lines().count() == 1 && fs::read_dir(&base)?.count() == 4 && one.exists());
    fs::remove_file(base.join("hard"))?;
    std::env::set_current_dir(&base)?;
    std::env::set_current_dir("/work")?;
    fs::remove_dir(folder.join("a")).unwrap_err();
    fs::remove_dir_all(folder.join("a"))
}
fn main() {
    in_folder(Path::new("/work")).unwrap();
    in_folder(Path::new("/tmp")).unwrap();
    assert!(std::process::Command::new("/bin/true").status().is_err());
    assert!(std::net::TcpStream::connect("127.0.0.1:80").is_err());
    println!("ok");
}
