/** Starts the embedded PostgreSQL, tells its pid, then stores blobs and tells each once acknowledged: to be killed. */
import { openStore, startEmbeddedPostgres } from '../dist/index.js';

const server = await startEmbeddedPostgres({ dataFolder: process.argv[2] });
console.log(server.process.pid);
const store = openStore(server.connectionString());
await store.migrate();
for (let index = 0; ; index++) console.log(await store.blobs.put(Buffer.from(`blob ${index}`)));
