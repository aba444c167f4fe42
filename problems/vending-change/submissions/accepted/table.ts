function main(input: string): number {
  const [, amount = 0, ...coins] = input.trim().split(/\s+/).map(Number);
  const fewest: number[] = new Array<number>(amount + 1).fill(Number.POSITIVE_INFINITY);
  fewest[0] = 0;
  for (const coin of coins) {
    for (let paid = coin; paid <= amount; paid++) {
      fewest[paid] = Math.min(fewest[paid]!, fewest[paid - coin]! + 1);
    }
  }
  const answer = fewest[amount]!;
  return Number.isFinite(answer) ? answer : -1;
}
