/**
 * Many small questions become one: those asked while an answer is on its way wait for the next one together.
 *
 * Each question is answered by a query that began after it was asked, so nobody reads anything stale.
 */

interface Question<Answer> {
  key: string;
  resolve: (answer: Answer | undefined) => void;
  reject: (error: unknown) => void;
}

/** @param answerAll keys may repeat; a key that is missing in the map is answered with undefined */
export function batched<Answer>(
  answerAll: (keys: string[]) => Promise<Map<string, Answer>>,
): (key: string) => Promise<Answer | undefined> {
  let waiting: Question<Answer>[] = [];
  let isAsking = false;

  async function askAll(): Promise<void> {
    isAsking = true;
    while (waiting.length > 0) {
      const questions = waiting;
      waiting = [];
      try {
        const answers = await answerAll(questions.map(({ key }) => key));
        for (const { key, resolve } of questions) resolve(answers.get(key));
      } catch (error) {
        for (const { reject } of questions) reject(error);
      }
    }
    isAsking = false;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!isAsking) void askAll();
    });
}
