function main(input) { return parseInt(input) * 2; }
