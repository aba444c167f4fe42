import {test} from 'vitest';
import {openWorkbench} from './workbench.js';
import { createProver } from '../src/index.js';
test('x', async()=>{ const w = await openWorkbench(); try {
 for (const l of w.languages.filter(l=>l.id=='typescript' || l.id=='java')) { 
   console.log(JSON.stringify(await w.judge.runTests({language:l.id, code:l.proof.code, input:l.proof.input}, undefined)).slice(0,1500));
 }
 } finally { await w.close(); } });
