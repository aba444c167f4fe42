class X {
  static void Main() { int x = ; }
}
