# Files of its own, in /work and /tmp, by every way that the library has.
import asyncio, fileinput, glob, io, mmap, os, pathlib, pickle, select, shutil, sqlite3, stat, sys, tempfile, zipfile


def use(folder):
    base = pathlib.Path(folder) / "some"
    base.mkdir()
    one = base / "one.txt"
    one.write_text("eins\nzwei ✓\n", encoding="utf-8")
    with open(one, "r+") as file:
        file.seek(0, io.SEEK_END)
        file.write("drei\n")
        file.flush()
        os.fsync(file.fileno())
        file.truncate(5)
        file.tell(), file.isatty(), file.fileno()
    shutil.copy2(one, base / "two.txt")
    (base / "two.txt").rename(base / "three.txt")
    os.replace(base / "three.txt", base / "two.txt")
    os.symlink(one, base / "link")
    os.link(one, base / "hard")
    os.readlink(base / "link"), os.stat(one), os.lstat(base / "link"), os.access(one, os.R_OK), (base / "link").resolve()
    os.chmod(one, 0o600)
    os.utime(one)
    os.statvfs(folder), shutil.disk_usage(folder)
    fd = os.open(one, os.O_RDWR)
    os.pread(fd, 2, 0), os.pwrite(fd, b"x", 0), os.lseek(fd, 0, 0), os.fdatasync(fd), os.ftruncate(fd, 4096)
    os.posix_fallocate(fd, 0, 8192)
    os.writev(fd, [b"a", b"b"]), os.readv(fd, [bytearray(2)]), os.dup(fd), os.dup2(fd, 40), os.set_inheritable(fd, True)
    with mmap.mmap(fd, 4096) as mapped:
        mapped[0] = 65
        mapped.flush()
    os.close(fd)
    os.chdir(base), os.getcwd(), os.chdir("/work")
    list(os.walk(base)), list(os.scandir(base)), os.listdir(base), glob.glob(f"{base}/*.txt"), list(base.rglob("*"))
    with zipfile.ZipFile(base / "a.zip", "w") as archive:
        archive.write(one)
    shutil.rmtree(base)


use("/work")
use("/tmp")
with tempfile.NamedTemporaryFile() as named, tempfile.TemporaryDirectory() as folder, tempfile.SpooledTemporaryFile() as spooled:
    named.write(b"x")
with tempfile.TemporaryFile() as nameless:
    pickle.dump({1: [2]}, nameless)
database = sqlite3.connect(":memory:")
database.execute("create table t (n int)")
os.umask(0o22)
r, w = os.pipe()
os.write(w, b"x")
select.select([r], [], [], 1), os.read(r, 1), os.set_blocking(r, False), os.get_blocking(r)
poller = select.poll()
poller.register(w, select.POLLOUT)
poller.poll(10)
epoll = select.epoll()
epoll.register(w)
epoll.poll(0.01)
for line in sys.stdin:
    pass
sys.stdin.buffer.read()
open(0, closefd=False).read()
os.get_terminal_size() if sys.stdout.isatty() else shutil.get_terminal_size()
with open("/dev/null") as nothing, open("/proc/self/status") as status, open("/dev/urandom", "rb") as chance:
    nothing.read(), status.read(), chance.read(4)
sys.stdout.write("ok\n")
sys.stdout.flush()
os._exit(0)
