// Takes turns between the upper and the lower half; one ticket on each line.
function main(input) {
  const n = parseInt(input);
  if (n === 2 || n === 3) return 'impossible';
  const half = Math.floor(n / 2);
  const seats = [];
  for (let lower = 1; lower <= half; lower++) seats.push(half + lower, lower);
  if (n % 2 === 1) seats.push(n);
  return seats.join('\n');
}
