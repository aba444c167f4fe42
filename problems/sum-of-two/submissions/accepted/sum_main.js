function main(input) {
  const [a, b] = input.trim().split(/\s+/).map(BigInt);
  return String(a + b);
}
