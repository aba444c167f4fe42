// A program like most submissions: compiled once per toolchain so that the compiler's classes, as they are after
// loading, are kept and shared by all later compilations (kotlin.yaml).
import java.io.BufferedReader
import java.io.InputStreamReader
import java.util.PriorityQueue
import java.util.StringTokenizer

data class Edge(val to: Int, val weight: Long) : Comparable<Edge> {
    override fun compareTo(other: Edge) = weight.compareTo(other.weight)
}

sealed class Shape {
    class Circle(val radius: Double) : Shape()
    object Nothing : Shape()
}

enum class Colour { RED, GREEN }

fun <T : Comparable<T>> largest(items: Iterable<T>): T? = items.fold(null as T?) { best, item ->
    if (best == null || item > best) item else best
}

fun shortest(graph: Array<MutableList<Edge>>, start: Int): LongArray {
    val distance = LongArray(graph.size) { Long.MAX_VALUE }
    val queue = PriorityQueue<Edge>()
    distance[start] = 0L
    queue.add(Edge(start, 0L))
    while (queue.isNotEmpty()) {
        val (node, length) = queue.poll()
        if (length > distance[node]) continue
        for (edge in graph[node]) {
            val next = length + edge.weight
            if (next < distance[edge.to]) {
                distance[edge.to] = next
                queue.add(Edge(edge.to, next))
            }
        }
    }
    return distance
}

fun main() {
    val reader = BufferedReader(InputStreamReader(System.`in`))
    val tokens = StringTokenizer(reader.readLine() ?: "3 1")
    val n = tokens.nextToken().toInt()
    val graph = Array(n) { mutableListOf<Edge>() }
    for (i in 0 until n - 1) graph[i].add(Edge(i + 1, i.toLong() * 2 % 1_000_000_007))
    val counts = mutableMapOf<String, Int>()
    "a b a".split(" ").forEach { counts[it] = (counts[it] ?: 0) + 1 }
    val shape: Shape = if (n > 2) Shape.Circle(1.5) else Shape.Nothing
    val name = when (shape) {
        is Shape.Circle -> "circle ${shape.radius}"
        Shape.Nothing -> "nothing"
    }
    val colour = when (n % 2) { 0 -> Colour.RED; else -> Colour.GREEN }
    val text = buildString { for (x in shortest(graph, 0)) append(x).append(' ') }
    println(text.trim() + " $name $colour ${counts.toSortedMap()} ${largest((1..n).map { it * it }.filter { it % 2 == 1 })}")
}
