function main(input: string): string {
  const numbers: bigint[] = input.trim().split(/\s+/).map((word) => BigInt(word));
  return String(numbers[0]! + numbers[1]!);
}
