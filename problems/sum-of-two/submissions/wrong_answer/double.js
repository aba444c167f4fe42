// Numbers beyond 2^53 lose their last digits.
function main(input) {
  const [a, b] = input.trim().split(' ').map(Number);
  return a + b;
}
