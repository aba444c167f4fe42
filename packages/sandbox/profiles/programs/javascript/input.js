// Standard input at once, by name and by descriptor, then `main` of the seed's kind.
const fs = require('fs');
const text = fs.readFileSync(0, 'utf8') + fs.readFileSync('/dev/stdin', 'utf8');
process.stdin.on('data', () => {}).on('end', () => { process.exitCode = 0; });
console.log(text.length >= 0 && process.stdout.isTTY === undefined ? 'ok' : 'wrong');
