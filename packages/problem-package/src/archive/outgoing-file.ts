/** A file of an archive that is written: one of the package's, or a text made for it. */
export interface OutgoingFile {
  /** Path inside the package. */
  path: string;
  content: { hostPath: string } | { text: string };
}
