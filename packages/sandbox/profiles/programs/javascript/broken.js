// Does not compile.
function main( { return 1;
