const CLOSING = { '(': ')', '[': ']', '{': '}' };

function main(input) {
  const brackets = input.trim();
  const expected = [];
  for (let i = 0; i < brackets.length; i++) {
    const closing = CLOSING[brackets[i]];
    if (closing) expected.push(closing);
    else if (expected.pop() !== brackets[i]) return i + 1;
  }
  return expected.length === 0 ? 'tidy' : brackets.length + 1;
}
