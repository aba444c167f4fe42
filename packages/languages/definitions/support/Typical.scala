// A program like most submissions: compiled once per toolchain so that the compiler's classes, as they are after
// loading, are kept and shared by all later compilations (scala.yaml).
import scala.collection.mutable
import scala.io.StdIn

sealed trait Shape
case class Circle(radius: Double) extends Shape
case object Nothing1 extends Shape

class Node[T <% Ordered[T]](val key: T, var next: Option[Node[T]] = None)

object Typical {
  def name(shape: Shape): String = shape match {
    case Circle(radius) if radius > 1 => s"circle $radius"
    case _                            => "nothing"
  }

  def main(args: Array[String]): Unit = {
    val n = Option(StdIn.readLine()).map(_.trim.toInt).getOrElse(3)
    val queue = mutable.PriorityQueue[(Long, Int)]()(Ordering.by(-_._1))
    val counts = mutable.Map[String, Int]().withDefaultValue(0)
    for (i <- 0 until n; if i % 2 == 0) queue.enqueue((i.toLong, i))
    "a b a".split(" ").foreach(word => counts(word) += 1)
    val squares = (1 to n).map(x => x * x).filter(_ % 2 == 1).sorted.mkString(",")
    val grid = Array.fill(n, n)(0)
    var total = 0L
    while (queue.nonEmpty) total += queue.dequeue()._1
    println(s"$squares $total ${counts.toList.sortBy(_._1)} ${name(Circle(1.5))} ${grid.flatten.sum}")
  }
}
