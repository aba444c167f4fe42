// What Kotlin has beyond Java: its own library, sequences, lambdas; files and threads as in Java.
import java.io.File
import kotlin.concurrent.thread

data class Point(val x: Int, val y: Int)

fun deep(n: Int): Int = if (n == 0) 0 else deep(n - 1) + 1

fun main() {
    val numbers = generateSequence(::readLine).flatMap { it.split(" ").asSequence() }.map { it.toInt() }.toList()
    File("a/b").mkdirs()
    File("a/b/x").writeText("text")
    File("a/b/x").copyTo(File("a/b/y"))
    File("a").walk().map { it.length() }.sum()
    File("a").deleteRecursively()
    var total = 0
    (0 until 4).map { i -> thread { Thread.sleep(1); synchronized(numbers) { total += i } } }.forEach { it.join() }
    val keep = ArrayDequeOf()
    repeat(300) { keep.add(ByteArray(200_000)); if (keep.size > 20) keep.removeAt(0) }
    System.gc()
    val points = (1..1000).map { Point(it % 7, it) }.groupBy { it.x }.toSortedMap()
    if (deep(20000) == 20000 && numbers.sum() == 6 && total == 6 && points.size == 7) println("ok")
}

fun ArrayDequeOf() = mutableListOf<ByteArray>()
