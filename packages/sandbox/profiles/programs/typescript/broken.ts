// Does not compile.
const a: number = = 3;
