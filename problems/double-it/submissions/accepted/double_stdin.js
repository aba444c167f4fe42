const lines = require('fs').readFileSync(0, 'utf8').split('\n');
console.log(Number(lines[0]) * 2);
