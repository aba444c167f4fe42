/** Listens on an instance's WebSocket as the web app does, and keeps every message. */
import { WebSocket } from 'ws';

interface StatusMessage {
  type: string;
  data: { submissionId?: string; status?: string; currentTest?: number; testCount?: number; [key: string]: unknown };
}

export interface StatusListener {
  readonly messages: StatusMessage[];
  /** How often each submission was said to have ended. */
  endings(): Map<string, number>;
  close(): void;
}

export async function listen(instanceUrl: string, userId: string): Promise<StatusListener> {
  const socket = new WebSocket(`${instanceUrl.replace('http', 'ws')}/?userId=${userId}`);
  const messages: StatusMessage[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data)) as StatusMessage));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    messages,
    endings: () => {
      const counts = new Map<string, number>();
      for (const { data } of messages) {
        if (!data.submissionId || (data.status !== 'Completed' && data.status !== 'Failed')) continue;
        counts.set(data.submissionId, (counts.get(data.submissionId) ?? 0) + 1);
      }
      return counts;
    },
    close: () => socket.terminate(),
  };
}
