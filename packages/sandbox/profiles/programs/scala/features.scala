// Collections, closures, pattern matching, futures, files.
import java.io.{File, PrintWriter}
import scala.collection.mutable
import scala.concurrent.{Await, Future}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration._

object Features {
  def deep(n: Int): Int = if (n == 0) 0 else deep(n - 1) + 1

  def main(args: Array[String]): Unit = {
    val numbers = io.Source.stdin.getLines.flatMap(_.split(" ")).map(_.toInt).toList
    val file = new File("x")
    val out = new PrintWriter(file)
    out.println("text")
    out.close()
    file.delete()
    val total = Await.result(Future.sequence((0 until 4).map(i => Future { Thread.sleep(1); i })), 10.seconds).sum
    val counts = mutable.HashMap[Int, Int]().withDefaultValue(0)
    for (i <- 1 to 100000) counts(i % 1000) += 1
    val keep = mutable.Queue[Array[Byte]]()
    for (i <- 1 to 300) { keep.enqueue(new Array[Byte](200000)); if (keep.size > 20) keep.dequeue() }
    if (numbers.sum == 6 && total == 6 && counts.size == 1000 && deep(10000) == 10000 && BigInt(3).pow(1000) > 1) println("ok")
  }
}
