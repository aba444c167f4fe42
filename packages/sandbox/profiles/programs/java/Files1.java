// Files of its own, in /work and /tmp, old way and new; consoles; and what is refused politely: processes and a network.
import java.io.*;
import java.net.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.nio.file.attribute.*;
import java.util.*;
import java.util.zip.*;

public class Files1 {
    static void use(Path folder) throws IOException {
        Path base = Files.createDirectories(folder.resolve("a/b")), one = base.resolve("one.txt");
        Files.writeString(one, "one\ntwo é✓\n");
        Files.write(one, List.of("three"), StandardOpenOption.APPEND);
        Files.readAllLines(one); Files.size(one); Files.exists(one); Files.isReadable(one); Files.getLastModifiedTime(one); one.toFile().getUsableSpace();
        Files.copy(one, base.resolve("two.txt")); Files.move(base.resolve("two.txt"), base.resolve("three.txt"), StandardCopyOption.ATOMIC_MOVE);
        Files.createSymbolicLink(base.resolve("link"), one); Files.readSymbolicLink(base.resolve("link")); base.resolve("link").toRealPath(); Files.createLink(base.resolve("hard"), one);
        Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-------")); Files.setLastModifiedTime(one, FileTime.fromMillis(1000)); Files.readAttributes(one, PosixFileAttributes.class);
        try (FileChannel channel = FileChannel.open(one, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096); mapped.put(0, (byte) 65); mapped.force();
            channel.position(2).write(ByteBuffer.wrap(new byte[3])); channel.read(ByteBuffer.allocate(3), 0); channel.truncate(8); channel.force(true);
        }
        try (RandomAccessFile random = new RandomAccessFile(one.toFile(), "rw")) { random.seek(3); random.write(1); random.setLength(5); random.length(); }
        try (Writer writer = new BufferedWriter(new FileWriter(base.resolve("x").toFile())); Scanner scanner = new Scanner(one.toFile())) { writer.write("x"); scanner.hasNext(); }
        try (GZIPOutputStream zip = new GZIPOutputStream(new FileOutputStream(base.resolve("y.gz").toFile()))) { zip.write(new byte[1000]); }
        try (var listing = Files.list(base); var walk = Files.walk(folder)) { if (listing.count() < 5 || walk.count() < 5) throw new IOException("listing"); }
        base.toFile().listFiles(); one.toFile().setReadable(true); one.toFile().canExecute(); one.toFile().lastModified();
        try (ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream("/tmp/object"))) { out.writeObject(new ArrayList<>(List.of(1))); }
        for (File file : base.toFile().listFiles()) file.delete();
        Files.delete(base);
    }

    static void refused(Callable what) throws Exception {
        try { what.call(); } catch (IOException e) { return; }
        throw new Exception("was not refused");
    }
    interface Callable { void call() throws Exception; }

    public static void main(String[] args) throws Exception {
        use(Path.of("/work"));
        use(Path.of("/tmp"));
        Files.delete(Files.createTempFile("x", "y")); File.createTempFile("abc", "d").deleteOnExit();
        System.in.read(new byte[10]); System.in.available(); System.console();
        refused(() -> new ProcessBuilder("true").start());
        refused(() -> new Socket("127.0.0.1", 80));
        System.out.println("ok");
    }
}
