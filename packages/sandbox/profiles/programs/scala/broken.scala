object X {
  val x: Int = "text"
}
