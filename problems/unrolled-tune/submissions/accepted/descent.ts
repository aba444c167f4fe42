class TuneReader {
  private place = 0;

  constructor(private readonly tune: string) {}

  /** Counts the notes up to the end of the group; at most 10^15, so that a number holds them exactly. */
  countNotes(): number {
    let notes = 0;
    while (this.place < this.tune.length && this.tune[this.place] !== ')') {
      const character = this.tune.charAt(this.place);
      if (character >= 'a' && character <= 'g') {
        notes += 1;
        this.place += 1;
        continue;
      }
      const times = this.readNumber();
      this.place += 1;
      notes += times * this.countNotes();
    }
    this.place += 1;
    return notes;
  }

  private readNumber(): number {
    const start = this.place;
    while (this.tune[this.place] !== '(') this.place += 1;
    return start === this.place ? 1 : Number(this.tune.slice(start, this.place));
  }
}

function main(input: string): string {
  return String(new TuneReader(input.trim()).countNotes());
}
