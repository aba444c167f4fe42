function main(input) {
  const requests = input
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(' ').map(Number));
  requests.sort((first, second) => first[1] - second[1]);
  let granted = 0;
  let freeFrom = 0;
  for (const [begin, end] of requests) {
    if (begin < freeFrom) continue;
    granted++;
    freeFrom = end;
  }
  return granted;
}
