import type { LayerCheck } from './contract.js';
export async function checkLayers(): Promise<LayerCheck[]> {
  return [];
}
