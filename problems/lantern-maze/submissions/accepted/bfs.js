const lines = require('fs').readFileSync(0, 'utf8').split('\n');
const [h, w] = lines[0].split(' ').map(Number);
const rows = lines.slice(1, 1 + h);
const steps = new Int32Array(h * w).fill(-1);
const queue = new Int32Array(h * w);
let head = 0;
let tail = 0;
let tent = -1;
for (let y = 0; y < h; y++) {
  for (let x = 0; x < w; x++) {
    if (rows[y][x] === 'T') tent = y * w + x;
    if (rows[y][x] !== 'S') continue;
    steps[y * w + x] = 0;
    queue[tail++] = y * w + x;
  }
}

function visit(y, x, distance) {
  if (y < 0 || y >= h || x < 0 || x >= w || rows[y][x] === '#' || steps[y * w + x] >= 0) return;
  steps[y * w + x] = distance;
  queue[tail++] = y * w + x;
}

while (head < tail && steps[tent] < 0) {
  const place = queue[head++];
  const x = place % w;
  const y = (place - x) / w;
  const distance = steps[place] + 1;
  visit(y - 1, x, distance);
  visit(y + 1, x, distance);
  visit(y, x - 1, distance);
  visit(y, x + 1, distance);
}
console.log(steps[tent] < 0 ? 'no way' : steps[tent]);
