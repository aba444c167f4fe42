/** Docker's seccomp profile format, as much of it as ours use: https://docs.docker.com/engine/security/seccomp/ */

export interface Condition {
  /** Which argument, from 0. */
  index: number;
  /** The value; for SCMP_CMP_MASKED_EQ the mask. */
  value: number;
  /** For SCMP_CMP_MASKED_EQ what the masked argument must be. */
  valueTwo?: number;
  op: 'SCMP_CMP_EQ' | 'SCMP_CMP_NE' | 'SCMP_CMP_MASKED_EQ';
}

/** All conditions of a group must hold; groups of one call are alternatives. */
export interface CallGroup {
  /** `quiet:`, `start:` and `unrecorded:` at its beginning have a meaning; see profiles.ts. */
  comment?: string;
  names: string[];
  action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO';
  errnoRet?: number;
  args?: Condition[];
}

export interface DockerProfile {
  comment: string;
  /** Whatever no group names. */
  defaultAction: 'SCMP_ACT_KILL_PROCESS';
  defaultErrnoRet: number;
  /** Without sub-architectures, so that the 32-bit and x32 calls of these are foreign, and end the process. */
  archMap: { architecture: string; subArchitectures: string[] }[];
  syscalls: CallGroup[];
}
