const numbers = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);
const [n, x, y] = numbers;
let best = Infinity;
for (let i = 0; i + 1 < n; i++) {
  const [ax, ay, bx, by] = numbers.slice(3 + 2 * i, 7 + 2 * i);
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const along = length > 0 ? ((x - ax) * dx + (y - ay) * dy) / length : 0;
  const part = Math.max(0, Math.min(1, along));
  best = Math.min(best, Math.hypot(x - ax - part * dx, y - ay - part * dy));
}
console.log(best.toFixed(8));
