// Adds strings: "21" + "21" is "2121".
function main(input) {
  const level = input.trim();
  return level + level;
}
