/** Support files of the languages package, as text: the very code that the server's compile step uses. */
declare module '*.cjs' {
  const source: string;
  export default source;
}
