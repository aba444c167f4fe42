// Types, enums, decorators' absence, generics; and a worker-free run.
import { readFileSync } from 'node:fs';
enum Colour { Red, Green }
abstract class Shape<T extends number> { constructor(protected readonly size: T) {} abstract area(): number }
class Square extends Shape<4> { override area(): number { return this.size ** 2 } }
namespace Inner { export const word: string = 'ok' }
const text: string = readFileSync(0, 'utf8');
const area = new Square(4).area() satisfies number;
console.log(area === 16 && Colour[1] === 'Green' && text.length >= 0 ? Inner.word : 'wrong');
